import { JOB_POLL_SECONDS } from '../../lib/limits.ts';

/** A hidden page asks this many times less often: nobody looks, but coming back should find it fresh enough. */
export const HIDDEN_FACTOR = 10;

/** What polling needs of the browser, so that it can be proved without one. */
export type Surroundings = {
  hidden(): boolean;
  /** Calls back when the page is shown or hidden, and when the connection is back; answers how to stop that. */
  onChange(changed: () => void): () => void;
  later(call: () => void, seconds: number): () => void;
};

const browser: Surroundings = {
  hidden: () => document.hidden,
  onChange(changed) {
    document.addEventListener('visibilitychange', changed);
    addEventListener('online', changed);
    return () => {
      document.removeEventListener('visibilitychange', changed);
      removeEventListener('online', changed);
    };
  },
  later(call, seconds) {
    const timer = setTimeout(call, seconds * 1000);
    return () => clearTimeout(timer);
  },
};

/** Calls back whenever the page is shown again; answers how to stop that. */
export function onShown(call: () => void): () => void {
  const changed = () => {
    if (!document.hidden) call();
  };
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/**
 * Calls `ask` at once, then every 3 s (slower when hidden, at once when shown or online again) until it answers false or the returned
 * function is called. Never two questions at a time: the pause begins after the answer. `ask` reports its own errors.
 */
export function poll(ask: () => Promise<boolean>, around: Surroundings = browser): () => void {
  let ended = false;
  let asking = false;
  let cancel = () => {};
  const next = async () => {
    cancel();
    asking = true;
    const goOn = await ask();
    asking = false;
    if (!goOn) stop();
    if (!ended) cancel = around.later(next, JOB_POLL_SECONDS * (around.hidden() ? HIDDEN_FACTOR : 1));
  };
  const unsubscribe = around.onChange(() => {
    if (!around.hidden() && !asking) void next();
  });
  const stop = () => {
    ended = true;
    cancel();
    unsubscribe();
  };
  void next();
  return stop;
}
