/**
 * Processes that hold much memory and wait for work, of all functions. A process that works on pictures holds 140 to 350 MB, and one stage
 * of a job needs it: such processes go after some seconds, and sooner when they hold more together than a stage uses, so that a job of
 * many shots does not hold what the stages before used. Starting one again takes 0.2 s of a core.
 */

/** MB of a process that is one of these: what answers the API or lists files stays below. */
const HEAVY_MB = 120;
/** What they may hold together: the two workers of a stage. */
const MOST_MB = 400;
const IDLE_MS = 10_000;

export type Heavy = {
  /** `end` of a process that has begun to wait. Answers what is to be called when it waits no more. */
  waits(heldMb: number, end: () => void): () => void;
};

export function createHeavy(): Heavy {
  /** Those that have waited longest come first. */
  const waiting = new Map<() => void, number>();
  return {
    waits(heldMb, end) {
      if (heldMb <= HEAVY_MB) return () => {};
      waiting.set(end, heldMb);
      const timer = setTimeout(end, IDLE_MS).unref();
      let sum = [...waiting.values()].reduce((all, mb) => all + mb, 0);
      for (const [other, mb] of [...waiting]) {
        if (sum <= MOST_MB || other === end) break;
        sum -= mb;
        other();
      }
      return () => {
        clearTimeout(timer);
        waiting.delete(end);
      };
    },
  };
}
