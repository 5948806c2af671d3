/**
 * Processes that hold much memory and wait while others work, of all functions. One that works on pictures holds 120 to 350 MB, and starting
 * it again takes 0.2 s of a core. A job of a few shots comes back to each of them soon; in one of many shots a stage takes minutes, and
 * what the stages before it used would be held for nothing. So what counts is how much is done without them and what they hold, and not
 * how long they wait: the tests, which make small maps side by side, took 388 s with a limit of 10 s and of 400 MB, and take 239 s without.
 */

/** MB of a process that is one of these: what answers the API or lists files stays below. */
const HEAVY_MB = 120;
/** Work of others after which one goes. A whole job of 12 shots is 2 s of it; a stage of 1,000 shots is 18 to 80 s. */
const MISSED_MS = 8000;
/** MB that Node and the code of a function are, of those that one holds. */
const CODE_MB = 100;
/** What they may hold together beside that: ten of a small job 400 MB, the two that cut the tiles of a large one 480 MB. */
const MOST_MB = 400;

export type Heavy = {
  /** `end` of a process that has begun to wait. Answers what is to be called when it waits no more. */
  waits(heldMb: number, end: () => void): () => void;
  /** A call of any function has ended. */
  worked(ms: number): void;
};

export function createHeavy(): Heavy {
  /** Those that have waited longest come first. */
  const waiting = new Map<() => void, { mb: number; since: number }>();
  let done = 0;
  return {
    waits(heldMb, end) {
      if (heldMb <= HEAVY_MB) return () => {};
      waiting.set(end, { mb: heldMb - CODE_MB, since: done });
      let sum = [...waiting.values()].reduce((all, { mb }) => all + mb, 0);
      for (const [other, { mb }] of [...waiting]) {
        if (sum <= MOST_MB || other === end) break;
        sum -= mb;
        other();
      }
      return () => void waiting.delete(end);
    },
    worked(ms) {
      done += ms;
      for (const [end, { since }] of [...waiting]) if (done - since >= MISSED_MS) end();
    },
  };
}
