/** Waiting for a platform, or a network, that is away: all calls of an upload together, seen by the page. */
import { signal } from '@preact/signals';
import { PATIENCE_MS, type Pause } from '../../client/retry.ts';

/** Shorter waits are hiccups that nobody need see. */
const SEEN_MS = 1500;

/** @param now milliseconds of any clock */
export function outage(now: () => number = Date.now) {
  const waits = new Map<() => void, number>();
  /** When the next try is; undefined while all is well. */
  const nextTry = signal<number | undefined>(undefined);
  const pause: Pause = (ms, until, patienceMs) =>
    new Promise<void>((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(timer);
        until.removeEventListener('abort', stop);
        waits.delete(wake);
        act();
      };
      const wake = () => end(resolve);
      const stop = () => end(() => reject(until.reason));
      const timer = setTimeout(wake, ms);
      until.addEventListener('abort', stop, { once: true });
      waits.set(wake, now() + ms);
      // What is soon given up does not go on by itself.
      const isSeen = nextTry.peek() !== undefined || (ms >= SEEN_MS && patienceMs > PATIENCE_MS);
      if (isSeen) nextTry.value = Math.min(...waits.values());
    });
  return {
    pause,
    nextTry,
    tryNow() {
      for (const wake of [...waits.keys()]) wake();
    },
    /** Something worked. */
    over() {
      nextTry.value = undefined;
    },
  };
}
export type Outage = ReturnType<typeof outage>;
