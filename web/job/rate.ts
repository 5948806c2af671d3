/** Progress of one stage at one moment. Seconds of any clock that never goes back. */
export type Sample = { stage: string; seconds: number; completed: number };

/** Longer than this ago says little about now: batches end in bursts, machines get busy. */
const WINDOW_SECONDS = 60;
/** Fewer seconds than this would turn one finished batch into a rate. */
const SHORTEST_SECONDS = 5;

/** Keeps what the rate needs: samples of the same stage, of the last minute. */
export const remember = (samples: Sample[], now: Sample): Sample[] => [
  ...samples.filter((past) => past.stage === now.stage && now.seconds - past.seconds <= WINDOW_SECONDS),
  now,
];

/** Items a second over the samples, and seconds left for what remains; undefined until there is something to tell. */
export function rate(samples: Sample[], total: number): { perSecond: number; secondsLeft: number } | undefined {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (!first || !last || last.seconds - first.seconds < SHORTEST_SECONDS || last.completed <= first.completed) {
    return undefined;
  }
  const perSecond = (last.completed - first.completed) / (last.seconds - first.seconds);
  return { perSecond, secondsLeft: Math.max(0, total - last.completed) / perSecond };
}
