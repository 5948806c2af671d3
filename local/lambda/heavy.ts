/**
 * Processes that hold much memory and wait for work, of all functions. A process that works on pictures holds 140 to 350 MB, and one stage
 * of a job needs it: whoever starts a process of another function ends those, so that a job of many shots holds what its stage uses
 * and not what the stages before used. Starting one again takes a fraction of a second.
 */

/** MB of a process that is one of these: what answers the API or lists files stays below. */
const HEAVY_MB = 120;

export type Heavy = {
  /** `end` of a process that has begun to wait. Answers what is to be called when it waits no more. */
  waits(owner: string, heldMb: number, end: () => void): () => void;
  /** A process of this function is about to start. */
  starts(owner: string): void;
};

export function createHeavy(): Heavy {
  const waiting = new Map<() => void, string>();
  return {
    waits(owner, heldMb, end) {
      if (heldMb <= HEAVY_MB) return () => {};
      waiting.set(end, owner);
      return () => waiting.delete(end);
    },
    starts(starting) {
      for (const [end, owner] of [...waiting]) if (owner !== starting) end();
    },
  };
}
