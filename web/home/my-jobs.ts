import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { onShown, poll } from '../data/poll.ts';
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
  const round = useSignal(0);
  useEffect(() => {
    if (!person) {
      jobs.value = undefined;
      return;
    }
    const stop = poll(async () => {
      const before = new Set(running(jobs.peek()));
      const found = await askJobs(api, jobs.peek());
      jobs.value = found.jobs;
      const after = running(found.jobs);
      for (const job of after) seen.current.add(job);
      if (after.filter((job) => before.has(job)).length < before.size) onEnded();
      return found.again;
    });
    const forget = onShown(() => {
      round.value++;
    });
    return () => {
      stop();
      forget();
    };
  }, [person, onEnded, round.value]);
  return { jobs, seen: seen.current };
}

const running = (jobs: Job[] = []) => jobs.filter((job) => !hasEnded(job)).map(({ job_id }) => job_id);
