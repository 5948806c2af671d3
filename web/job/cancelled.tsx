import type { Job, MapDetail } from '../../lambdas/map/schemas.ts';
import { Command } from '../parts/command.tsx';
import { text } from '../text/en.ts';
import { WhatStays } from './what-stays.tsx';

/** After a job was cancelled: what became of its work, and how to begin again. */
export function Cancelled({ job, map }: { job: Job; map: MapDetail | undefined }) {
  return (
    <section class="message" aria-label={text.jobStatus.cancelled}>
      <p>{text.cancelledGoes}</p>
      <WhatStays map={map} />
      <p>{text.beginAgain(job.map_name)}</p>
      <div class="actions">
        <a class="button main" href="/#new">
          {text.newMap}
        </a>
      </div>
      <p class="quiet small">{text.orByCommand}</p>
      <Command line={text.createCommand(job.map_name, location.origin)} />
    </section>
  );
}
