import type { Box, XY } from '../placement.ts';

/** One byte a pixel, row by row, no padding. */
export type Grey = { width: number; height: number; data: Uint8Array };

/** A translation that features agree on: `at` as offsets elsewhere (ports/kernel.ts), sub-pixel. */
export type Shift = { at: XY /** Matched features within 2 px of it. */; agree: number; matched: number };

/** What OpenCV does that the kernel does not. */
export type OpenCv = {
  /**
   * Boxes around the connected parts (8 neighbours) of what is not 0, in reading order of their top-left corners. First parts
   * narrower than `open` px go (morphological opening), then each grows by `grow` px to all sides, so that near ones become one;
   * parts of fewer than `least` px are left out. 1 and 0 do nothing.
   */
  boxes(mask: Grey, options: { open: number; grow: number; least: number }): Box[];
  /**
   * Where `b` lies in `a` by ORB features, however far away; undefined where no two of them agree. Some 60 ms: for what
   * correlation within a radius cannot find.
   */
  shift(a: Grey, b: Grey, options?: { features?: number }): Shift | undefined;
};
