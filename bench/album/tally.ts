/** What became of the requests of a crowd. */
import type { Kind, Timing } from './plan.ts';

export type Tally = ReturnType<typeof createTally>;

/** @param timedFrom requests that begin before (`performance.now()`) are counted and not timed */
export function createTally(timedFrom: number) {
  const taken = new Map<Kind, number[]>();
  const failures: string[] = [];
  let [requests, limited] = [0, 0];
  return {
    /** One that came to the answer it should. */
    good(kind: Kind, began: number, ended: number): void {
      requests++;
      if (began < timedFrom) return;
      const times = taken.get(kind);
      if (times) times.push(ended - began);
      else taken.set(kind, [ended - began]);
    },
    /** Refused for now, and told for how long. */
    limited(): void {
      requests++;
      limited++;
    },
    failed(kind: Kind, why: string): void {
      requests++;
      failures.push(`${kind}: ${why}`);
    },
    result: () => ({
      timings: Object.fromEntries([...taken].map(([kind, times]) => [kind, timingOf(times)])),
      ...{ requests, failures, limited },
    }),
  };
}

/** By nearest rank: the p95 of 20 is the 19th. */
export function timingOf(times: number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const rank = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { requests: sorted.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), most: rank(1) };
}
