/** A rate of an account: so many a second, and some at once. Who comes too soon waits in line. */
import type { Clock } from './clock.ts';

export type RateLimit = { perSecond: number; atOnce: number };
export type Rate = {
  /** Calls `granted` as soon as so many are to be had, in the order of asking. */
  take(count: number, granted: () => void): void;
  use(): RateUse;
};
/** `waited`: seconds, the longest wait of one asking. `busy`: share of the rate that was used between the first and the last asking. */
export type RateUse = { taken: number; waited: number; busy: number };

/**
 * A token bucket. The service itself refuses what comes too soon and the caller tries again; a line has the same throughput, and
 * what is refused in truth shows as time that was waited here.
 */
export function createRate(clock: Clock, { perSecond, atOnce }: RateLimit): Rate {
  /** When the bucket will be empty no more, had everything that was taken come at the rate. */
  let debt = Number.NEGATIVE_INFINITY;
  let [taken, waited] = [0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  return {
    take(count, granted) {
      const now = clock.now();
      debt = Math.max(debt, now - atOnce / perSecond) + count / perSecond;
      const time = Math.max(now, debt);
      taken += count;
      waited = Math.max(waited, time - now);
      first = Math.min(first, now);
      last = Math.max(last, time);
      if (time > now) clock.at(time, granted);
      else granted();
    },
    use: () => ({ taken, waited, busy: last > first ? taken / perSecond / (last - first) : 0 }),
  };
}
