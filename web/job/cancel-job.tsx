import { useSignal } from '@preact/signals';
import type { Job, MapDetail } from '../../lambdas/map/schemas.ts';
import { api } from '../data/api.ts';
import { failedBy } from '../data/failed.ts';
import { Confirm } from '../parts/confirm.tsx';
import { text } from '../text/en.ts';
import { canBeCancelled, cancelJob } from './cancelling.ts';
import { WhatStays } from './what-stays.tsx';

type Props = {
  job: Job;
  /** Whoever is not signed in cannot cancel. */
  isOffered: boolean;
  map: MapDetail | undefined;
  onCancelled: (job: Job) => void;
  /** The job is no longer what the page shows. */
  onRefused: () => void;
};

/** The button that cancels a job, and the question before. Both stay while the question is open, whatever the job does. */
export function CancelJob({ job, isOffered, map, onCancelled, onRefused }: Props) {
  const asking = useSignal(false);
  const cancelled = useSignal<Job | undefined>(undefined);
  const cancel = async (signal: AbortSignal) => {
    try {
      const answer = await cancelJob(api, job.job_id, signal);
      // Nobody waits for the dialog to close.
      if (signal.aborted) onCancelled(answer);
      else cancelled.value = answer;
    } catch (error) {
      if (failedBy(error).status === 409) onRefused();
      throw error;
    }
  };
  if (!(isOffered && canBeCancelled(job)) && !asking.value) return null;
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => {
          asking.value = true;
        }}
      >
        {text.cancelJob}
      </button>
      {asking.value && (
        <Confirm
          title={text.cancelQuestion(job.map_name)}
          words={text.cancelWords}
          onConfirm={cancel}
          onClose={() => {
            asking.value = false;
            if (cancelled.value) onCancelled(cancelled.value);
          }}
        >
          <p>{text.cancelGoes}</p>
          <WhatStays map={map} />
        </Confirm>
      )}
    </>
  );
}
