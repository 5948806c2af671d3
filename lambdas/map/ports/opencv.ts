import type { XY } from '../placement.ts';

/** One byte a pixel, row by row, no padding. */
export type Grey = { width: number; height: number; data: Uint8Array };

/** A translation that features agree on: `at` as offsets elsewhere (ports/kernel.ts), sub-pixel. */
export type Shift = { at: XY /** Matched features within 2 px of it. */; agree: number; matched: number };

/** What OpenCV does that the kernel does not. */
export type OpenCv = {
  /**
   * Where `b` may lie in `a` by ORB features, however far away: what most of them agree on first; none where no two of them agree.
   * Some 200 ms for two captures: for what correlation within a radius cannot find. `hidden`: what is not 0 there is the same
   * in all pictures (an interface), and no feature near it counts.
   */
  shifts(a: Grey, b: Grey, options: { most: number; hidden?: Grey; features?: number }): Shift[];
};
