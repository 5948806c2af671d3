import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api } from '../data/api.ts';
import { keepAwake } from '../parts/keep-awake.ts';
import { rate, remember, type Sample } from '../parts/rate.ts';
import { useOutage } from '../parts/use-outage.ts';
import { go } from '../routing/navigation.ts';
import { filesOf, type Plan, uploadAndBuild } from './upload.ts';
import { type Standing, type UploadList, uploadList } from './upload-list.ts';

/** What is on show is told so often: files may come by the hundred a second. */
const SHOWN_MS = 250;
const STAGE = 'upload';

export type WatchedUpload = {
  list: UploadList;
  standing: Standing;
  speed: { perSecond: number; secondsLeft: number } | undefined;
  /** `looking` until it is known what is there. */
  at: 'looking' | 'uploading' | 'starting' | 'stopped' | 'failed';
  error?: unknown;
};

/** Uploads a plan, again and again where it is told to, and goes on to its job. */
export function useUpload(plan: Plan) {
  const list = useRef<UploadList>(undefined as never);
  list.current ??= uploadList(filesOf(plan));
  const away = useOutage();
  const samples = useRef<Sample[]>([]);
  const running = useRef<AbortController | undefined>(undefined);
  const shown = useSignal<WatchedUpload>(standingOf(list.current, samples.current, 'looking'));
  const at = useRef<WatchedUpload['at']>('looking');
  const show = (now: WatchedUpload['at'], error?: unknown) => {
    at.current = now;
    shown.value = { ...standingOf(list.current, samples.current, now), error };
  };

  async function start() {
    const abort = new AbortController();
    running.current = abort;
    samples.current = [];
    show('looking');
    const letSleep = keepAwake();
    try {
      const job = await uploadAndBuild(api, plan, {
        signal: abort.signal,
        pause: away.pause,
        onFound() {
          away.over();
          show('uploading');
        },
        onSent: (shot, bytes) => list.current.sent(shot.file, bytes),
        onShot(shot, state) {
          list.current.set(shot.file, state);
          if (state === 'sending' || state === 'sent') away.over();
          // Shots that went meanwhile are sent anew, after all were there.
          if (state === 'sending' && at.current !== 'uploading') show('uploading');
          const { doneFiles, files } = list.current.standing();
          if (doneFiles === files) show('starting');
        },
      });
      // Whoever has left meanwhile is not fetched back.
      if (running.current !== abort) return;
      running.current = undefined;
      go(job.unchanged ? `/maps/${job.map}` : `/jobs/${job.job_id}`);
    } catch (error) {
      if (running.current !== abort) return;
      running.current = undefined;
      list.current.pause();
      show(abort.signal.aborted ? 'stopped' : 'failed', error);
    } finally {
      letSleep();
      away.over();
    }
  }

  // Begun once, when the plan is there.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => running.current && event.preventDefault();
    const timer = setInterval(() => {
      if (at.current !== 'uploading') return;
      const { sentBytes: completed } = list.current.standing();
      samples.current = remember(samples.current, { stage: STAGE, seconds: Date.now() / 1000, completed });
      show('uploading');
    }, SHOWN_MS);
    addEventListener('beforeunload', ask);
    void start();
    return () => {
      clearInterval(timer);
      removeEventListener('beforeunload', ask);
      running.current?.abort();
      running.current = undefined;
    };
  }, []);
  return { shown, away, start, stop: () => running.current?.abort() };
}

function standingOf(list: UploadList, samples: Sample[], at: WatchedUpload['at']): WatchedUpload {
  const standing = list.standing();
  return { list, standing, speed: rate(samples, STAGE, standing.bytes), at };
}
