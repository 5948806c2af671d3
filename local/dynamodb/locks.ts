/**
 * Who may write when. Writers hold the items they touch (all at once, so that nobody waits in a circle); what changes a
 * table as a whole waits until no writer is left and keeps new ones out.
 */
export type Locks = {
  /** Runs `work` while no other holder of any of `keys` runs. First come, first served. */
  items<T>(keys: string[], work: () => Promise<T>): Promise<T>;
  /** Runs `work` alone. */
  alone<T>(work: () => Promise<T>): Promise<T>;
};

export function createLocks(): Locks {
  const tails = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  let barrier = Promise.resolve();

  return {
    async items(keys, work) {
      const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
      const earlier = [barrier, ...keys.map((key) => tails.get(key))];
      for (const key of keys) tails.set(key, finished);
      running.add(finished);
      try {
        await Promise.all(earlier);
        return await work();
      } finally {
        finish();
        running.delete(finished);
        for (const key of keys) if (tails.get(key) === finished) tails.delete(key);
      }
    },

    async alone(work) {
      const earlier = Promise.all([barrier, ...running]);
      const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
      barrier = finished;
      try {
        await earlier;
        return await work();
      } finally {
        finish();
      }
    },
  };
}
