import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api } from '../data/api.ts';
import { Bar } from '../parts/bar.tsx';
import { count } from '../parts/durations.ts';
import { Problem } from '../parts/problem.tsx';
import { go } from '../routing/navigation.ts';
import { text } from '../text/en.ts';
import { type Plan, uploadAndBuild } from './upload.ts';

/** Uploads a plan and goes on to its job; leaving the page meanwhile asks first. */
export function Upload({ plan, onStopped }: { plan: Plan; onStopped: () => void }) {
  const done = useSignal(0);
  const error = useSignal<unknown>(undefined);
  const stop = useRef<AbortController | undefined>(undefined);
  const start = async () => {
    const abort = new AbortController();
    stop.current = abort;
    error.value = undefined;
    try {
      const job = await uploadAndBuild(api, plan, {
        signal: abort.signal,
        onDone: (uploaded) => {
          done.value = uploaded;
        },
      });
      go(job.unchanged ? `/maps/${job.map}` : `/jobs/${job.job_id}`);
    } catch (failure) {
      if (!abort.signal.aborted) error.value = failure;
    }
  };
  // Begun once, when the plan is there.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    void start();
    return () => {
      removeEventListener('beforeunload', ask);
      stop.current?.abort();
    };
  }, []);
  if (error.value) return <Problem title={text.uploadFailed} error={error.value} retry={start} />;
  const all = plan.shots.length;
  return (
    <div class="new-map-step">
      <p role="status">{text.uploading(count(done.value), count(all))}</p>
      <Bar share={done.value / all} label={text.uploading(count(done.value), count(all))} />
      <p class="quiet small">{text.uploadingWhat}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          stop.current?.abort();
          onStopped();
        }}
      >
        {text.stopUpload}
      </button>
    </div>
  );
}
