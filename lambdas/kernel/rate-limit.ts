import { type Clock, epochSeconds } from './clock.ts';
import { tooMany } from './errors.ts';

/** At most `most` in each window of so many seconds; windows begin at whole multiples of them since 1970. */
export type RateLimit = { name: string; most: number; seconds: number };

/** One window of one who is counted. */
export type Counter = { limit: RateLimit; who: string; window: number };

export type Counts = {
  /** Counts one more; false when `most` are counted already: then nothing has changed. Exact, however many count at once. */
  add(counter: Counter): Promise<boolean>;
  /** How many are counted. */
  count(counter: Counter): Promise<number>;
  /** One less: what was counted turned out not to be meant. */
  takeBack(counter: Counter): Promise<void>;
};

/** Epoch seconds at which a window ends. */
export const endOf = ({ limit, window }: Counter): number => (window + 1) * limit.seconds;

/** The window of this moment. */
export const counterOf = (limit: RateLimit, who: string, now: Date): Counter => ({
  limit,
  who,
  window: Math.floor(epochSeconds(now) / limit.seconds),
});

/**
 * Counts a request of somebody.
 * @param what stands before "Try again in 42 s."
 * @returns the counter, for who takes it back
 * @throws TesseraError `too_many` (429) with the seconds until the window ends, at least one
 */
export async function countWithin(
  limit: RateLimit,
  who: string,
  what: string,
  { counts, clock }: { counts: Counts; clock: Clock },
): Promise<Counter> {
  const now = clock();
  const counter = counterOf(limit, who, now);
  if (await counts.add(counter)) return counter;
  const seconds = Math.max(1, endOf(counter) - epochSeconds(now));
  throw tooMany(`${what} Try again in ${seconds} s.`, seconds);
}
