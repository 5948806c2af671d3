import { useEffect, useRef } from 'preact/hooks';
import { endsSoAgain } from '../../lambdas/map/redrive-schemas.ts';
import { failedBy, isFinal } from '../data/failed.ts';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { signedInAs, signIn, signInError, signInIfNeeded } from '../session/session.ts';
import { SignInNeeded } from '../session/sign-in-needed.tsx';
import { text } from '../text/en.ts';
import { CancelJob } from './cancel-job.tsx';
import { Cancelled } from './cancelled.tsx';
import { Failures } from './failures.tsx';
import { FinalFailure } from './final-failure.tsx';
import { JobCost } from './job-cost.tsx';
import { JobSummary } from './job-summary.tsx';
import { useMapOfJob } from './map-of-job.ts';
import { Redrive } from './redrive.tsx';
import { ShotsNews } from './shots-news.tsx';
import { StageRow } from './stage-row.tsx';
import { hasEnded, stageLines } from './stages.ts';
import { useWatchedJob } from './watched-job.ts';
import './job.css';

/** `/jobs/{job}`: the stages of a job going by, how it ended, and what can be done about it. */
export default function JobPage({ id }: { id: string }) {
  const { state, again, show } = useWatchedJob(id, Boolean(signedInAs.value));
  const { job, error, samples } = state.value;
  const map = useMapOfJob(job);
  const status = useRef<HTMLParagraphElement>(null);
  const isSignedOut = !signedInAs.value || failedBy(error).status === 401;
  // Signs in by itself only while nothing is on show: a page that somebody looks at or works on is not left unasked.
  useEffect(() => {
    if (!job && !signedInAs.value) signInIfNeeded();
  }, [job, signedInAs.value]);
  return (
    <Page title={job ? text.jobTitle(job.map_name) : text.job}>
      {!job && <h1 class="unseen">{text.job}</h1>}
      {isSignedOut && (job ? <LoginEnded /> : <SignInNeeded why={text.signInForJobs} />)}
      {!isSignedOut && Boolean(error) && (!job || isFinal(error)) && (
        <Problem title={text.jobFailedToLoad} error={error} retry={again} />
      )}
      {!isSignedOut && !job && !error && <JobSkeleton />}
      {job && (
        <>
          <div class="heading">
            <h1>{job.map_name}</h1>
            {job.url && (
              <a class="button main" href={job.url}>
                {text.openMap}
              </a>
            )}
            <CancelJob
              key={job.attempt}
              isOffered={!isSignedOut}
              job={job}
              map={map}
              onCancelled={(cancelled) => {
                show(cancelled);
                // The button that opened the question is gone.
                status.current?.focus();
              }}
              onRefused={again}
            />
          </div>
          <JobSummary job={job} error={error} watched={!isSignedOut} again={again} status={status} />
          {job.status === 'completed' && !isSignedOut && <ShotsNews job={job} />}
          {job.status === 'cancelled' && <Cancelled job={job} map={map} />}
          <Failures job={job} map={map} />
          <ol class="stages">
            {stageLines(job).map((line) => (
              <StageRow key={line.stage} name={text.stage(line.stage, job)} line={line} samples={samples} />
            ))}
          </ol>
          {hasEnded(job) && !isSignedOut && <JobCost job={job} />}
          {job.status === 'failed' && !isSignedOut && endsSoAgain(job) && <FinalFailure job={job} />}
          {job.status === 'failed' && !isSignedOut && !endsSoAgain(job) && (
            <Redrive
              key={job.attempt}
              job={job}
              onRedriven={(redriven) => {
                show(redriven);
                status.current?.focus();
              }}
              onRefused={again}
            />
          )}
        </>
      )}
    </Page>
  );
}

/** Above a job that is on show and cannot be asked for any more. */
const LoginEnded = () => (
  <section class="message" role="alert">
    <p>{text.signInAgainForJob}</p>
    {Boolean(signInError.value) && <p>{failedBy(signInError.value).message}</p>}
    <button type="button" class="button main" onClick={() => signIn()}>
      {text.signIn}
    </button>
  </section>
);

const JobSkeleton = () => (
  <div class="skeleton job-skeleton" role="status" aria-label={text.loading}>
    {Array.from({ length: 8 }, (_, line) => (
      <div class="block" key={line} />
    ))}
  </div>
);
