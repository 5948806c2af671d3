import type { Job } from '../../lambdas/map/schemas.ts';
import { Bar } from '../parts/bar.tsx';
import { count, duration } from '../parts/durations.ts';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { signInIfNeeded } from '../session/session.ts';
import { SignInNeeded } from '../session/sign-in-needed.tsx';
import { text } from '../text/en.ts';
import { Failures } from './failures.tsx';
import { StageRow } from './stage-row.tsx';
import { hasEnded, stageLines } from './stages.ts';
import { useWatchedJob } from './watched-job.ts';
import './job.css';

/** `/jobs/{job}`: the stages of a job going by, and how it ended. */
export default function JobPage({ id }: { id: string }) {
  const signedOut = signInIfNeeded();
  const { state, again } = useWatchedJob(id, !signedOut);
  const { job, error, samples } = state.value;
  return (
    <Page title={job ? text.jobTitle(job.map_name) : text.job}>
      {!job && <h1 class="unseen">{text.job}</h1>}
      {signedOut && <SignInNeeded why={text.signInForJobs} />}
      {Boolean(error) && (
        <Problem title={job ? text.connectionLost : text.jobFailedToLoad} error={error} retry={again} />
      )}
      {!signedOut && !job && !error && <JobSkeleton />}
      {job && (
        <>
          <div class="heading">
            <h1>{job.map_name}</h1>
            {job.url && (
              <a class="button main" href={job.url}>
                {text.openMap}
              </a>
            )}
          </div>
          <Summary job={job} />
          <ol class="stages">
            {stageLines(job).map((line) => (
              <StageRow key={line.stage} line={line} samples={samples} />
            ))}
          </ol>
          <Failures job={job} />
        </>
      )}
    </Page>
  );
}

function Summary({ job }: { job: Job }) {
  return (
    <section class="job-summary">
      <p class={`state ${job.status}`} role="status">
        {text.jobStatus[job.status]}
      </p>
      <p class="job-percent">{text.percent(job.progress / 100)}</p>
      <Bar share={job.progress / 100} label={text.jobProgress} failed={job.status === 'failed'} />
      <p class="quiet small">
        {text.jobTasks(count(job.completed_tasks), count(job.total_tasks), count(job.tiles_created))}
        {' · '}
        {job.completed_at && hasEnded(job) ? (
          <>
            {text.took(duration((Date.parse(job.completed_at) - Date.parse(job.started_at ?? job.created_at)) / 1000))}
            {' · '}
            {text.ended} <Moment time={job.completed_at} />
          </>
        ) : (
          <>
            {text.begun} <Moment time={job.started_at ?? job.created_at} />
          </>
        )}
      </p>
      <p class="quiet small">{hasEnded(job) ? text.pollingEnded : text.pollingGoesOn}</p>
    </section>
  );
}

const JobSkeleton = () => (
  <div class="skeleton job-skeleton" role="status" aria-label={text.loading}>
    {Array.from({ length: 7 }, (_, line) => (
      <div class="block" key={line} />
    ))}
  </div>
);
