import { JOB_POLL_SECONDS } from '../../lib/limits.ts';
import { isFinal } from './failed.ts';

/** A hidden page asks this many times less often: nobody looks, but coming back should find it fresh enough. */
const HIDDEN_FACTOR = 10;

/** What polling needs of the browser, so that it can be proved without one. */
export type Surroundings = {
  hidden(): boolean;
  /** Calls back when the page is shown or hidden, and when the connection is back; answers how to stop that. */
  onChange(changed: () => void): () => void;
  later(call: () => void, seconds: number): () => void;
};

export const browser: Surroundings = {
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

/** What comes after an answer: the next question, none until the page is looked at again, or none any more. */
export type Next = 'again' | 'rest' | 'end';

export type Polled<T> = {
  ask(): Promise<T>;
  /** Takes an answer; never called once polling was stopped: an answer under way then may be another person's, or old. */
  show(answer: T): Next;
  /** Takes what `ask` threw, as `show`. Asking goes on after it, unless that changes nothing. */
  fail?(error: unknown): void;
  /** Until the next question; 3 s when it is left out. */
  seconds?(): number;
  /** The answer to the first question is on show already: the next one is due after a pause. */
  isAsked?: boolean;
};

/**
 * Asks at once, then every 3 s (slower when hidden, at once when shown or online again) until `show` says that it is the end
 * or the returned function is called. Never two questions at a time: the pause begins after the answer.
 */
export function poll<T>(
  { ask, show, fail, seconds = () => JOB_POLL_SECONDS, isAsked = false }: Polled<T>,
  around: Surroundings = browser,
): () => void {
  let ended = false;
  let asking = false;
  let cancel = () => {};
  const answered = (answer: T): Next => (ended ? 'end' : show(answer));
  const failed = (error: unknown): Next => {
    if (!ended) fail?.(error);
    return isFinal(error) ? 'end' : 'again';
  };
  const wait = () => {
    cancel = around.later(next, seconds() * (around.hidden() ? HIDDEN_FACTOR : 1));
  };
  const next = async () => {
    cancel();
    asking = true;
    const after = await ask().then(answered, failed);
    asking = false;
    if (after === 'end') stop();
    if (!ended && after === 'again') wait();
  };
  const unsubscribe = around.onChange(() => {
    if (!around.hidden() && !asking) void next();
  });
  const stop = () => {
    ended = true;
    cancel();
    unsubscribe();
  };
  if (isAsked) wait();
  else void next();
  return stop;
}
