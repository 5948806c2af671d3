import { toldFailures } from '../../client/told-failures.ts';
import type { Job, MapDetail } from '../../lambdas/map/schemas.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { whyFailed, whyItemFailed } from './failure-words.ts';
import { WhatStays } from './what-stays.tsx';

/** Why a job failed, item by item, and what stays. One that is published may name what it could not clean up. */
export function Failures({ job, map }: { job: Job; map: MapDetail | undefined }) {
  if (!job.error && job.failures.length === 0) return null;
  const { told, untold } = toldFailures(job);
  return (
    <section class="message problem">
      <h2 class="state failed">
        <WarningIcon /> {text.whatFailed}
      </h2>
      {job.status === 'failed' && <p>{whyFailed(job)}</p>}
      {job.failures.some(({ item }) => item !== 'job') && (
        // A long list scrolls, so the keyboard must reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions need focus (WCAG 2.1.1)
        <ul class="failures" tabIndex={0} aria-label={text.whatFailed}>
          {told.map((failure) => (
            <li key={`${failure.stage} ${failure.item}`}>
              <strong>{failure.areas ? text.failedAreas(failure.areas, count(failure.areas)) : failure.item}</strong>
              <span>{whyItemFailed(failure)}</span>
            </li>
          ))}
        </ul>
      )}
      {untold > 0 && <p>{text.moreFailures(count(untold))}</p>}
      {job.status === 'failed' && <WhatStays map={map} />}
      {job.error && (
        <details class="small">
          <summary>{text.platformSays}</summary>
          <p>
            {job.error.message} ({job.error.code})
          </p>
        </details>
      )}
    </section>
  );
}
