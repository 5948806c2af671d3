/** What became of the requests of a crowd. */
import type { Kind, Timing } from './plan.ts';

export type Tally = ReturnType<typeof createTally>;

/** @param allThere `performance.now()` when the last one has come: requests that begin before are timed apart */
export function createTally(allThere: number) {
  const taken = { coming: new Map<Kind, number[]>(), there: new Map<Kind, number[]>() };
  const failures: string[] = [];
  let [requests, limited] = [0, 0];
  return {
    /** One that came to the answer it should. */
    good(kind: Kind, began: number, ended: number): void {
      requests++;
      const those = taken[began < allThere ? 'coming' : 'there'];
      const times = those.get(kind);
      if (times) times.push(ended - began);
      else those.set(kind, [ended - began]);
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
      timings: timingsOf(taken.there),
      coming: timingsOf(taken.coming),
      ...{ requests, failures, limited },
    }),
  };
}

const timingsOf = (taken: Map<Kind, number[]>) =>
  Object.fromEntries([...taken].map(([kind, times]) => [kind, timingOf(times)]));

/** By nearest rank: the p95 of 20 is the 19th. */
export function timingOf(times: number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const rank = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { requests: sorted.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), most: rank(1) };
}
