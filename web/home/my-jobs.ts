import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { poll } from '../data/poll.ts';
import { hasEnded } from '../job/stages.ts';
import { askJobs } from './ask-jobs.ts';

export type MyJobs = {
  /** Newest first; undefined until the first question has an answer or failed. */
  jobs: ReadonlySignal<Job[] | undefined>;
  /** Jobs that were seen running since the page is on show. */
  seen: ReadonlySet<string>;
};

/**
 * The visitor's newest jobs, asked for as long as one runs and whenever the page is shown again. A question that fails is
 * asked again, quietly.
 */
export function useMyJobs(person: string | undefined, onEnded: () => void): MyJobs {
  const jobs = useSignal<Job[] | undefined>(undefined);
  const seen = useRef(new Set<string>());
  useEffect(() => {
    if (!person) {
      jobs.value = undefined;
      return;
    }
    return poll({
      ask: () => askJobs(api, jobs.peek()),
      show(found) {
        const before = running(jobs.peek());
        const after = running(found.jobs);
        jobs.value = found.jobs;
        for (const job of after) seen.current.add(job);
        if (before.some((job) => !after.includes(job))) onEnded();
        return found.again ? 'again' : 'rest';
      },
    });
  }, [person, onEnded]);
  return { jobs, seen: seen.current };
}

const running = (jobs: Job[] = []) => jobs.filter((job) => !hasEnded(job)).map(({ job_id }) => job_id);
