/**
 * Processes that hold much memory and wait while others work, of all functions. One that works on pictures holds 110 to 400 MB, and starting
 * it again takes 0.2 s of a core. A job of a few shots comes back to each of them soon; in one of many shots a stage takes minutes, and
 * what the stages before it used would be held for nothing. So what counts is what one holds and how much is done without it, and not
 * how long it waits; and how long it has worked itself: one that worked for minutes was a stage of a large job, and its start is nothing
 * beside that.
 */

/** MB that Node and the code of a function are, of those that a process holds. One that answers the API or lists files holds no more. */
const CODE_MB = 100;
/**
 * The square of the MB beside that, times the seconds that others work, after which one goes. The 108 MB of who compared a hundred shots
 * for 26 s, which is until it is wanted again where five of them are built anew; the 250 MB of a job of thousands for 5 s.
 */
const PATIENCE = 300_000;
/** Who has worked for longer goes the sooner, by as much. 4 s are a hundred shots to compare, 130 s are ten thousand. */
const SMALL_JOB_SECONDS = 10;

/** How often is looked while calls are under way: one of a large job takes ten seconds, and until its end all would be held. */
const LOOK_MS = 500;

export type Heavy = {
  /** `end` of a process that has begun to wait, after so many seconds of work. Answers what is to be called when it waits no more. */
  waits(process: { heldMb: number; workedSeconds: number }, end: () => void): () => void;
  /** A call of any function has begun. Answers what is to be called when it has ended. */
  works(): () => void;
};

export function createHeavy(): Heavy {
  /** `cost` of a second that others work meanwhile. */
  const waiting = new Map<() => void, { cost: number; since: number }>();
  /** Calls under way, and the seconds of all calls together until `then`. */
  let busy = 0;
  let done = 0;
  let then = performance.now();
  let looking: NodeJS.Timeout | undefined;

  const count = (change: -1 | 0 | 1 = 0) => {
    const now = performance.now();
    done += (busy * (now - then)) / 1000;
    then = now;
    busy += change;
  };

  const look = () => {
    count();
    for (const [end, { cost, since }] of [...waiting]) if (cost * (done - since) >= PATIENCE) end();
    lookLater();
  };

  const lookLater = () => {
    clearTimeout(looking);
    looking = busy > 0 && waiting.size > 0 ? setTimeout(look, LOOK_MS).unref() : undefined;
  };

  return {
    waits({ heldMb, workedSeconds }, end) {
      if (heldMb <= CODE_MB) return () => {};
      look();
      const cost = (heldMb - CODE_MB) ** 2 * Math.max(1, workedSeconds / SMALL_JOB_SECONDS);
      waiting.set(end, { cost, since: done });
      lookLater();
      return () => void waiting.delete(end);
    },
    works() {
      count(1);
      look();
      return () => {
        count(-1);
        look();
      };
    },
  };
}
