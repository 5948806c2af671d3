import type { Job } from '../../lambdas/map/schemas.ts';
import { text } from '../text/en.ts';

/** After a failure that another attempt would meet again: going on is not offered, and a map that was made for it may be empty. */
export function FinalFailure({ job }: { job: Pick<Job, 'map'> }) {
  return (
    <section class="message">
      <p>{text.endsSoAgainWhat}</p>
      <div class="actions">
        <a class="button main" href="/#new">
          {text.newMap}
        </a>
        <a class="button" href={`/maps/${job.map}/builds`}>
          {text.seeBuilds}
        </a>
      </div>
    </section>
  );
}
