import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Job } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { poll } from '../data/poll.ts';
import type { Sample } from '../parts/rate.ts';
import { sampled } from './sampled.ts';
import { hasEnded } from './stages.ts';

export type Watched = { job?: Job; samples: Sample[]; error?: unknown };
type Watching = {
  state: ReadonlySignal<Watched>;
  /** Asks anew, also after a final error or an end. */
  again(): void;
  /** The job as another call has answered it; goes on asking when it runs again. */
  show(job: Job): void;
};

/**
 * A job, asked for until it has ended. An answer that fails on the way is shown beside the last good one while asking goes
 * on; `watch` false asks nothing. One that failed is asked for again when the page is looked at again: it may have been
 * redriven from elsewhere.
 */
export function useWatchedJob(id: string, watch: boolean): Watching {
  const state = useSignal<Watched>({ samples: [] });
  const round = useSignal(0);
  const again = () => {
    round.value++;
  };
  const show = (job: Job) => {
    state.value = { job, samples: sampled(state.peek().samples, job, Date.now() / 1000) };
  };
  // A new round asks anew.
  useEffect(() => {
    if (!watch) return;
    return poll({
      ask: () => api.jobStatus(id),
      show(job) {
        // An answer that was under way while another call changed the job is older than what is shown.
        if (isOlder(job, state.peek().job)) return 'again';
        show(job);
        if (!hasEnded(job)) return 'again';
        return job.status === 'failed' ? 'rest' : 'end';
      },
      fail(error) {
        state.value = { ...state.peek(), error };
      },
    });
  }, [id, watch, round.value]);
  return {
    state,
    again,
    show(job) {
      show(job);
      if (!hasEnded(job)) again();
    },
  };
}

const isOlder = (job: Job, shown: Job | undefined) =>
  shown !== undefined && Date.parse(job.updated_at) < Date.parse(shown.updated_at);
