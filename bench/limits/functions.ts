/** Environments of Lambda functions: those that wait are taken first, new ones are cold and come at a rate of their own. */
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import { createRate, type Rate } from './rate.ts';

export type Functions = {
  /**
   * Calls `begun` when an environment of the function is ready, who calls `end` when it has answered. `refused` is called instead
   * when the account's concurrency is used up: TooManyRequestsException.
   */
  invoke(name: string, coldSeconds: number, begun: (end: () => void) => void, refused: () => void): void;
  use(): { coldStarts: number; refused: number; atOnce: number };
};

type Pool = { idle: number; growth: Rate };

export function createFunctions(clock: Clock, account: Account): Functions {
  const pools = new Map<string, Pool>();
  let [running, atOnce, coldStarts, refusals] = [0, 0, 0, 0];
  const poolOf = (name: string) => {
    const pool = pools.get(name) ?? { idle: 0, growth: createRate(clock, account.lambdaGrowth) };
    pools.set(name, pool);
    return pool;
  };
  return {
    invoke(name, coldSeconds, begun, refused) {
      if (running >= account.lambdaConcurrency) {
        refusals += 1;
        return refused();
      }
      running += 1;
      atOnce = Math.max(atOnce, running);
      const pool = poolOf(name);
      const end = () => {
        running -= 1;
        pool.idle += 1;
      };
      if (pool.idle > 0) {
        pool.idle -= 1;
        return begun(end);
      }
      coldStarts += 1;
      pool.growth.take(1, () => clock.after(coldSeconds, () => begun(end)));
    },
    use: () => ({ coldStarts, refused: refusals, atOnce }),
  };
}
