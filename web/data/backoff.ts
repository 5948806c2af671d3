/** Seconds between questions, more and more of them for as long as nothing new is answered. */
export type Backoff = {
  /** Until the next question: a quarter more or less, so that those who began together do not ask together. */
  seconds(): number;
  /** Nothing was new: twice as long next time, up to the most. */
  longer(): void;
};

/** @param random from 0 to below 1 */
export function backoff({ first, most }: { first: number; most: number }, random = Math.random): Backoff {
  let now = first;
  return {
    seconds: () => now * (0.75 + random() / 2),
    longer: () => {
      now = Math.min(most, 2 * now);
    },
  };
}
