import type { RefObject } from 'preact';
import { jobSeconds } from '../../client/durations.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { failedBy } from '../data/failed.ts';
import { Bar } from '../parts/bar.tsx';
import { count, duration } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';
import { hasEnded } from './stages.ts';

type Props = {
  job: Job;
  /** Why the last question had no answer. */
  error: unknown;
  /** It is asked for. */
  watched: boolean;
  again: () => void;
  status: RefObject<HTMLParagraphElement | null>;
};

const STOPPED = { failed: 'failed', cancelled: 'stopped' } as const;

/** The job as a whole: how it stands, how far it is, since when or how long it took. */
export function JobSummary({ job, error, watched, again, status }: Props) {
  return (
    <section class="job-summary">
      <p class={`state ${job.status}`} role="status" tabIndex={-1} ref={status}>
        {text.jobStatus[job.status]}
      </p>
      <p class="job-percent">{text.percent(job.progress / 100)}</p>
      <Bar
        share={job.progress / 100}
        label={text.jobProgress}
        state={STOPPED[job.status as keyof typeof STOPPED] ?? undefined}
      />
      <p class="quiet small">
        {text.jobTasks(count(job.completed_tasks), count(job.total_tasks))}
        {' · '}
        {tilesOf(job)}
        {' · '}
        {job.completed_at && hasEnded(job) ? (
          <>
            {tookOf(job)}
            {' · '}
            {text.ended} <Moment time={job.completed_at} />
          </>
        ) : (
          <>
            {job.attempt > 1 ? `${text.attempt(job.attempt)} · ${text.firstBegun}` : text.begun}{' '}
            <Moment time={job.started_at ?? job.created_at} />
          </>
        )}
      </p>
      {/* In the same place whatever it says, so that nothing jumps when the connection comes and goes. */}
      {!hasEnded(job) && watched && (
        <p class="job-watching quiet small" aria-live="polite">
          {error ? (
            <>
              <span>{text.connectionLost(failedBy(error).message)}</span>
              <button type="button" class="link" onClick={again}>
                {text.askNow}
              </button>
            </>
          ) : (
            text.pollingGoesOn
          )}
        </p>
      )}
    </section>
  );
}

/** Those of a build that was made on top of another one were mostly copied from there. */
const tilesOf = ({ tiles_created, tiles_copied }: Job): string =>
  tiles_copied > 0
    ? text.tilesMadeAndCopied(count(tiles_created), count(tiles_copied))
    : text.tilesMade(count(tiles_created));

/** A redriven job lay still between its attempts, and nobody knows for how long: the time since its start says nothing. */
const tookOf = (job: Job): string =>
  job.attempt > 1 ? text.afterAttempts(job.attempt) : text.took(duration(jobSeconds(job)));
