/** How fast something goes, told by what the page saw of it. */

/** Items of one stage that were handled at one moment. Seconds of a clock that goes on while the computer sleeps. */
export type Sample = { stage: string; seconds: number; completed: number };
export type Rate = { perSecond: number; secondsLeft: number };

/** Longer than this ago says little about now: batches end in bursts, machines get busy. */
const WINDOW_SECONDS = 60;
/** Fewer seconds than this would turn one finished batch into a rate. */
const SHORTEST_SECONDS = 5;

/**
 * Keeps what the rate needs: samples of the same stage, of the last minute. Those with more done belong to an attempt before,
 * those of a later time to a clock that was put back.
 */
export const remember = (samples: Sample[], now: Sample): Sample[] => [
  ...samples.filter(
    (past) =>
      past.stage === now.stage &&
      past.completed <= now.completed &&
      past.seconds < now.seconds &&
      now.seconds - past.seconds <= WINDOW_SECONDS,
  ),
  now,
];

/**
 * Items a second over the samples of a stage, and seconds left for what remains; undefined until there is something to tell,
 * and once everything is handled: the stage then only closes.
 */
export function rate(samples: Sample[], stage: string, total: number): Rate | undefined {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (!first || !last || last.stage !== stage || last.completed >= total) return undefined;
  if (last.seconds - first.seconds < SHORTEST_SECONDS || last.completed <= first.completed) return undefined;
  const perSecond = (last.completed - first.completed) / (last.seconds - first.seconds);
  return { perSecond, secondsLeft: (total - last.completed) / perSecond };
}
