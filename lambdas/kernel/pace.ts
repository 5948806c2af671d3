/**
 * Turns at a rate: the n-th comes n / `perSecond` seconds after the first at the soonest. Who was held up catches up, so that the rate
 * is kept over all and not from one turn to the next; how many are under way at a time is for the caller to bound.
 */
export function pace(perSecond: number): () => Promise<void> {
  const begun = performance.now();
  let turns = 0;
  return async () => {
    const early = begun + (1000 * turns++) / perSecond - performance.now();
    // A timer knows whole milliseconds only.
    if (early >= 1) await new Promise((resolve) => setTimeout(resolve, early));
  };
}
