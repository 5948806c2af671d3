/** Repeats a call that may succeed later: no answer, too many requests, a fault of the server. */
import { ApiError } from './api-error.ts';

/** Waits before the retries, each up to half longer, so that parallel uploads do not retry as one. */
const RETRY_MS = [250, 500, 1000, 2000, 4000];

export type RetryOptions = {
  signal: AbortSignal;
  /** A status that is worth another attempt as well. */
  also?: number;
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** `work` must be safe to repeat: an attempt may have arrived although its answer did not. */
export async function retry<T>({ signal, also, pause = sleep }: RetryOptions, work: () => Promise<T>): Promise<T> {
  for (const ms of RETRY_MS) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || (!mayWorkLater(error.status) && error.status !== also)) throw error;
      await pause(ms * (1 + Math.random() / 2), signal);
    }
  }
  signal.throwIfAborted();
  return work();
}

const mayWorkLater = (status: number) => status === 0 || status === 429 || status >= 500;

function sleep(ms: number, signal: AbortSignal): Promise<void> {
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
