/** Who waits for messages of a queue, and who wakes them. */

export type Arrivals = {
  /** Something may have become visible in the queue, or it has gone: whoever waits looks again. */
  tell(queue: string): void;
  /**
   * Resolves when somebody tells of the queue, after `ms`, or when `signal` is aborted, whichever comes first. Costs nothing
   * meanwhile.
   */
  wait(queue: string, ms: number, signal?: AbortSignal): Promise<void>;
  /** Wakes everybody; from now on nobody waits. */
  close(): void;
  isClosed(): boolean;
};

/** A longer wait would overflow the timer (its limit is 2^31 - 1 ms); whoever waits looks again then. */
const LONGEST_MS = 24 * 3600 * 1000;

export function createArrivals(): Arrivals {
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;
  const tell = (queue: string) => {
    const wakes = waiting.get(queue);
    waiting.delete(queue);
    for (const wake of wakes ?? []) wake();
  };
  return {
    tell,
    isClosed: () => closed,
    close() {
      closed = true;
      for (const queue of [...waiting.keys()]) tell(queue);
    },
    wait: (queue, ms, signal) =>
      new Promise((resolve) => {
        if (closed || signal?.aborted || ms <= 0) return resolve();
        const wakes = waiting.get(queue) ?? new Set();
        waiting.set(queue, wakes);
        const wake = () => {
          clearTimeout(timer);
          wakes.delete(wake);
          if (wakes.size === 0 && waiting.get(queue) === wakes) waiting.delete(queue);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(ms, LONGEST_MS));
        wakes.add(wake);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
}
