import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { isFinal } from '../data/failed.ts';
import { poll } from '../data/poll.ts';
import { remember, type Sample } from './rate.ts';
import { hasEnded } from './stages.ts';

export type Watched = { job?: Job; samples: Sample[]; error?: unknown };

/**
 * A job, asked for until it has ended. An answer that fails on the way is shown beside the last good one while asking goes
 * on; `watch` false asks nothing. `again` starts anew after a final error.
 */
export function useWatchedJob(id: string, watch: boolean): { state: ReadonlySignal<Watched>; again(): void } {
  const state = useSignal<Watched>({ samples: [] });
  const round = useSignal(0);
  // A new round asks anew.
  useEffect(() => {
    if (!watch) return;
    const ask = async () => {
      try {
        const job = await api.jobStatus(id);
        state.value = { job, samples: sampled(state.peek().samples, job) };
        return !hasEnded(job);
      } catch (error) {
        state.value = { ...state.peek(), error };
        return !isFinal(error);
      }
    };
    return poll(ask);
  }, [id, watch, round.value]);
  const again = () => {
    round.value++;
  };
  return { state, again };
}

function sampled(samples: Sample[], job: Job): Sample[] {
  const working = job.stages.findLast((stage) => stage.completed > 0) ?? job.stages[0];
  if (!working) return samples;
  return remember(samples, {
    stage: working.name,
    seconds: performance.now() / 1000,
    completed: working.completed + working.failed,
  });
}
