import type { Job } from '../../lambdas/map/schemas.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { Command } from '../parts/command.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** Why a job failed, item by item, and what to do. */
export function Failures({ job }: { job: Job }) {
  if (!job.error && job.failures.length === 0) return null;
  const more = job.failure_count - job.failures.length;
  return (
    <section class="message problem">
      <h2 class="state failed">
        <WarningIcon /> {text.whatFailed}
      </h2>
      {job.error && (
        <p>
          {job.error.message} <span class="quiet small">({job.error.code})</span>
        </p>
      )}
      {job.failures.length > 0 && (
        <ul class="failures">
          {job.failures.map((failure) => (
            <li key={`${failure.stage} ${failure.item}`}>
              <strong>{failure.item}</strong>
              <span>{failure.message}</span>
              <span class="quiet small">
                {failure.stage} · {failure.code}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{text.moreFailures(count(more))}</p>}
      {job.status === 'failed' && (
        <>
          <p>{needsShots(job) ? text.failedShotsRemedy : text.failedRemedy}</p>
          <Command line={text.redriveCommand(job.job_id, needsShots(job))} />
        </>
      )}
    </section>
  );
}

/** It failed for single items, which are pictures, or tiles that could not be made of one. */
const needsShots = ({ error }: Job) => ['capture_failed', 'coords_failed', 'tile_failed'].includes(error?.code ?? '');
