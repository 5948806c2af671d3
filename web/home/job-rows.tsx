import type { Job } from '../../lambdas/map/schemas.ts';
import { CheckIcon, CloseIcon, WarningIcon } from '../icons/icons.tsx';
import { whyFailed } from '../job/failure-words.ts';
import { hasEnded } from '../job/stages.ts';
import { Bar } from '../parts/bar.tsx';
import { Moment } from '../parts/moment.tsx';
import { text } from '../text/en.ts';
import { dismiss } from './dismissed.ts';

/** Jobs under way and those that need a look, above the maps; each leads to its page. */
export function JobRows({ jobs }: { jobs: Job[] }) {
  if (jobs.length === 0) return null;
  return (
    <section class="job-rows" aria-label={text.jobs}>
      <ul>
        {jobs.map((job) => (
          <li key={job.job_id} class={hasEnded(job) ? 'ended' : undefined}>
            <a class={`row-link job-row ${job.status}`} href={`/jobs/${job.job_id}`}>
              <Row job={job} />
            </a>
            {hasEnded(job) && <Dismiss job={job} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Dismiss({ job }: { job: Job }) {
  const take = ({ currentTarget }: { currentTarget: HTMLElement }) => {
    const row = currentTarget.closest('li');
    const beside = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector('a');
    // The button goes; the focus stays near.
    (beside ?? document.querySelector('h1'))?.focus();
    dismiss(job);
  };
  return (
    <button type="button" class="button plain small" aria-label={text.dismissJob(job.map_name)} onClick={take}>
      {text.dismiss}
    </button>
  );
}

const MARKS = { completed: CheckIcon, failed: WarningIcon, cancelled: CloseIcon };

function Row({ job }: { job: Job }) {
  const { status, stage, progress, map_name, completed_at } = job;
  if (status === 'preparing' || status === 'running') {
    return (
      <>
        <span class="job-row-name">{map_name}</span>
        <span class="quiet small">
          {stage ? text.stage(stage, job) : text.jobStatus[status]} · {text.percent(progress / 100)}
        </span>
        <Bar share={progress / 100} label={text.jobTitle(map_name)} />
      </>
    );
  }
  const Mark = MARKS[status];
  return (
    <>
      <span class="job-row-name">{map_name}</span>
      <span class={`state ${status}`}>
        <Mark size={16} /> {text.jobStatus[status]}
      </span>
      <span class="job-row-why small">
        {status === 'failed' && `${whyFailed(job)} ${text.seeWhatToDo}`}
        {status === 'cancelled' && text.cancelledShort}
        {status === 'completed' && text.completedShort}
        {completed_at && (
          <span class="quiet">
            {' · '}
            <Moment time={completed_at} />
          </span>
        )}
      </span>
    </>
  );
}
