import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { poll } from '../data/poll.ts';
import { Bar } from '../parts/bar.tsx';
import { text } from '../text/en.ts';
import { askRunning } from './ask-running.ts';

/**
 * The jobs under way of a person; asked for as long as one runs. Undefined until there is an answer, or that there is none: a
 * question that fails is asked again, quietly. Nobody has none.
 */
export function useRunningJobs(person: string | undefined, onEnded: () => void): Job[] | undefined {
  const running = useSignal<Job[] | undefined>(undefined);
  useEffect(() => {
    if (!person) {
      running.value = [];
      return;
    }
    return poll(async () => {
      const before = running.peek() ?? [];
      const { jobs, again } = await askRunning(api, before);
      running.value = jobs;
      if (jobs.length < before.length) onEnded();
      return again;
    });
  }, [running, onEnded, person]);
  return running.value;
}

/** Jobs under way, above the maps. */
export function RunningJobs({ jobs }: { jobs: Job[] }) {
  if (jobs.length === 0) return null;
  return (
    <section class="running" aria-label={text.runningJobs}>
      <h2>{text.runningJobs}</h2>
      <ul>
        {jobs.map((job) => (
          <li key={job.job_id}>
            <a class="running-job" href={`/jobs/${job.job_id}`}>
              <span class="running-name">{job.map_name}</span>
              <span class="quiet small">
                {job.stage ? text.stages[job.stage] : text.jobStatus[job.status]} · {text.percent(job.progress / 100)}
              </span>
              <Bar share={job.progress / 100} label={text.jobTitle(job.map_name)} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
