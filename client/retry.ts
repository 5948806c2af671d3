/** Repeats a call that may succeed later: no answer, too many requests, a fault of the server. */
import { ApiError } from './api-error.ts';

/** Waits before the retries, each up to half longer, so that parallel uploads do not retry as one. */
const RETRY_MS = [250, 500, 1000, 2000, 4000];
/** The wait from then on, for whoever has more patience. */
const LONG_MS = 8000;
const PATIENCE_MS = RETRY_MS.reduce((sum, ms) => sum + ms, 0);

export type RetryOptions = {
  signal: AbortSignal;
  /** A status that is worth another attempt as well. */
  also?: number;
  /** How long to wait in all, without the time of the calls themselves; about 8 s unless it is said. */
  patienceMs?: number;
  /** Waits, and may come back sooner. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** `work` must be safe to repeat: an attempt may have arrived although its answer did not. */
export async function retry<T>(
  { signal, also, patienceMs = PATIENCE_MS, pause = sleep }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  let waited = 0;
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const worthIt = error instanceof ApiError && (mayWorkLater(error.status) || error.status === also);
      if (!worthIt || waited >= patienceMs) throw error;
    }
    const ms = RETRY_MS[attempt] ?? LONG_MS;
    waited += ms;
    await pause(ms * (1 + Math.random() / 2), signal);
  }
}

export const mayWorkLater = (status: number) => status === 0 || status === 429 || status >= 500;

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
