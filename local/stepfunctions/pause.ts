/** Longest delay of a timer of Node (2^31 - 1 ms, nearly 25 days). */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Does something after so many milliseconds, however many; the answer takes it back. */
export function after(milliseconds: number, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const next = () => (left > LONGEST_TIMER ? wait(left - LONGEST_TIMER) : act());
    timer = setTimeout(next, Math.min(Math.max(0, left), LONGEST_TIMER));
  };
  wait(milliseconds);
  return () => clearTimeout(timer);
}

/** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted before. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  for (let left = milliseconds; left > 0; left -= LONGEST_TIMER)
    await shortPause(Math.min(left, LONGEST_TIMER), signal);
}

async function shortPause(milliseconds: number, signal: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  try {
    await abortable(promise, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** The promise's outcome, or the signal's reason, whichever is first: a call that ignores its signal holds nothing up. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A controller that follows an outer signal and can be aborted on its own; `release` takes it off the outer one. */
export function innerController(outer: AbortSignal) {
  const controller = new AbortController();
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow, { once: true });
  return { controller, release: () => outer.removeEventListener('abort', follow) };
}
