import type { Box, XY } from '../../placement.ts';

/** Parts of two shots that can show the same for some offset: a window of each, of one size. */
export type Windows = {
  a: Box;
  b: Box;
  /** Offset of the shots minus offset of the windows. */
  origin: XY;
};

type Stretch = { from: number; length: number; other: number };

/**
 * What two shots of one size share when the second lies within `margin` px of `delta` from the first.
 * @returns undefined when they share less than `least` px in x or y
 */
export function sharedWindows(size: XY, delta: XY, margin: number, least: number): Windows | undefined {
  const [x, y] = [stretch(size[0], delta[0], margin), stretch(size[1], delta[1], margin)];
  if (Math.min(x.length, y.length) < least) return undefined;
  return {
    a: [x.from, y.from, x.length, y.length],
    b: [x.other, y.other, x.length, y.length],
    origin: [x.from - x.other, y.from - y.other],
  };
}

function stretch(size: number, delta: number, margin: number): Stretch {
  const from = Math.max(0, delta - margin);
  const to = Math.min(size, size + delta + margin);
  return { from, length: to - from, other: Math.max(0, -delta - margin) };
}

/** Px that an overlap keeps in x and y at the farthest offset that is looked for, and what share of the planned one: less says nothing. */
const LEAST = { pixels: 24, share: 0.3 };

export const LEAST_OVERLAP = LEAST.pixels;

/** How small an overlap may get along an axis, for shots of a length with an offset planned. */
export const leastOverlap = (length: number, planned: number): number =>
  Math.max(LEAST.pixels, Math.floor(LEAST.share * (length - Math.abs(planned))));

/** px beyond where offsets may lie in which others are looked at: wrong ones lie on the flank of the truth, up to 20 px beside it. */
export const MARGIN = 32;

/** How small an overlap may get there: half as small, for a sliver always fits somewhere. */
export const leastBeyond = (length: number, planned: number): number => {
  const least = leastOverlap(length, planned);
  return Math.max(least - MARGIN, Math.floor(least / 2));
};

export const plus = (a: XY, b: XY): XY => [a[0] + b[0], a[1] + b[1]];
export const minus = (a: XY, b: XY): XY => [a[0] - b[0], a[1] - b[1]];
/** The greater of both distances, in x and in y. */
export const apart = (a: XY, b: XY): number => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
