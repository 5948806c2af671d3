/** Repeats a call that may succeed later: no answer, too many requests, a fault of the server. */
import { API_ANSWER_MS } from '../lib/limits.ts';
import { ApiError } from './api-error.ts';

/** Waits before the retries, each up to half longer, so that parallel uploads do not retry as one. */
const RETRY_MS = [250, 500, 1000, 2000, 4000];
/** The wait from then on, for whoever has more patience. */
const LONG_MS = 8000;
/** The patience of whoever says nothing. */
export const PATIENCE_MS = RETRY_MS.reduce((sum, ms) => sum + ms, 0);

/**
 * Waits, and may come back sooner.
 * @param patienceMs how long in all this failure is waited for: longer than `PATIENCE_MS` only where the platform is away
 */
export type Pause = (ms: number, signal: AbortSignal, patienceMs: number) => Promise<void>;

export type RetryOptions = {
  /** Ends it at once, also while a call is under way. */
  signal: AbortSignal;
  /** A status that is worth another attempt as well. */
  also?: number;
  /** How long to wait in all for a platform that is away (no answer, 429, 503); about 8 s unless it is said, and for other faults. */
  patienceMs?: number;
  pause?: Pause;
};

/** `work` must be safe to repeat: an attempt may have arrived although its answer did not. */
export async function retry<T>(
  { signal, also, patienceMs = PATIENCE_MS, pause = sleep }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  // An outage that was waited for takes nothing from the patience with what comes after it.
  const spent = { away: { attempts: 0, ms: 0 }, faulty: { attempts: 0, ms: 0 } };
  for (;;) {
    signal.throwIfAborted();
    const begun = performance.now();
    let kind: keyof typeof spent;
    let wanted = 0;
    try {
      return await orAborted(work(), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const status = error instanceof ApiError ? error.status : undefined;
      if (status === undefined || !(mayWorkLater(status) || status === also)) throw error;
      kind = isAway(status) ? 'away' : 'faulty';
      wanted = ((error as ApiError).retryAfter ?? 0) * 1000;
      // The first call costs nothing, others as long as an answer may take at most: a picture may be on its way for minutes.
      if (spent[kind].attempts > 0) spent[kind].ms += Math.min(performance.now() - begun, API_ANSWER_MS);
      // A server that wants more patience than there is would refuse until then.
      if (spent[kind].ms >= patienceOf(kind) || wanted > patienceOf(kind)) throw error;
    }
    const ms = Math.max(wanted, RETRY_MS[spent[kind].attempts++] ?? LONG_MS);
    spent[kind].ms += ms;
    await pause(ms * (1 + Math.random() / 2), signal, patienceOf(kind));
  }

  function patienceOf(kind: keyof typeof spent): number {
    return kind === 'away' ? patienceMs : Math.min(patienceMs, PATIENCE_MS);
  }
}

/** A server that answers 500 may do so for ever, and its message is worth reading; one that is away comes back. */
export const isAway = (status: number) => status === 0 || status === 429 || status === 503;
export const mayWorkLater = (status: number) => isAway(status) || status >= 500;

/** What is under way when it is aborted is not waited for. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

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
