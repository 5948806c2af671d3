/** The transactions that count finished batches: all of a job meet at one row. */
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import { createRate } from './rate.ts';

/** As `RETRY_TRANSACTION` of the state machine: attempts after the first, with a random wait up to a growing one. */
export type Retries = { attempts: number; seconds: number; growth: number; most: number };

export type CountingSettings = {
  retries: Retries;
  /** How long a transaction holds its rows. */
  seconds: number;
  /** Write units of one: two for each row and kB. */
  units: number;
};

export type Counting = {
  /** Calls back whether it was counted, or given up. */
  count(done: (counted: boolean) => void): void;
  use(): { counted: number; conflicts: number; givenUp: number };
};

/**
 * Of two transactions that meet at a row DynamoDB cancels the second (TransactionConflict); it does not wait. Who was cancelled tries
 * again after a random time (full jitter).
 */
export function createCounting(
  clock: Clock,
  account: Account,
  { retries, seconds, units }: CountingSettings,
  chance: () => number,
): Counting {
  const partition = createRate(clock, account.partitionWrites);
  let heldUntil = 0;
  let [counted, conflicts, givenUp] = [0, 0, 0];
  const attempt = (tried: number, done: (counted: boolean) => void): void =>
    partition.take(units, () => {
      if (clock.now() >= heldUntil) {
        heldUntil = clock.now() + seconds;
        counted += 1;
        return clock.after(seconds, () => done(true));
      }
      conflicts += 1;
      if (tried >= retries.attempts) {
        givenUp += 1;
        return done(false);
      }
      const wait = Math.min(retries.most, retries.seconds * retries.growth ** tried) * chance();
      clock.after(seconds + wait, () => attempt(tried + 1, done));
    });
  return {
    count: (done) => attempt(0, done),
    use: () => ({ counted, conflicts, givenUp }),
  };
}
