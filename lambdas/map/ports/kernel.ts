import type { Box, XY } from '../placement.ts';
import type { Pixels } from './pictures.ts';

/**
 * What registration computes with: primitives on pictures that live in the memory of the SIMD kernel (layers/opencv/kernel), so
 * that nothing is copied between them. Whatever a primitive returns as `Held` stays there until `free`.
 *
 * Offsets: `b` at (dx, dy) in `a` means that pixel (x, y) of `a` shows what pixel (x - dx, y - dy) of `b` shows. Two strips that
 * are compared have the same size, and may be windows of larger ones: the same planes from another address on, which `windowOf`
 * makes without copying (nothing beyond a window is used). `every: n` looks at every n-th row only, beginning with the first of the overlap.
 * All results are the same on every machine and for any order of calls: no threads, no relaxed arithmetic.
 */
export type Kernel = Pictures & Correlation & Matching & Light & Colours & Watching & KernelMemory;

/** A place in the kernel's memory, in bytes. */
export type Address = number;

/** 8-bit samples as in Pixels: interleaved, no padding. */
export type Picture = { at: Address; width: number; height: number; channels: 3 | 4 };

/** One byte a pixel; rows begin every `stride` bytes, and what lies between them is not the picture's. */
export type Plane = { at: Address; width: number; height: number; stride: number };

/**
 * A part of a picture that is compared: values, and for each pixel whether it is valid (not masked) and whether it is textured; what
 * the flags look like is the kernel's matter.
 */
export type Strip = { values: Plane; flags: Plane; width: number; height: number };

/** How well every offset fits: 32-bit floats, `width` x `height`; offset (dx, dy) stands at (dx, dy) / scale, negative ones from the end. */
export type Surface = { at: Address; width: number; height: number; scale: number };

/** `height` in standard deviations of the surface within the radius. `at` in px of the strips, sub-pixel by a parabola. */
export type Peak = { at: XY; height: number };

/** 16 px in a row, many of them textured: where a candidate is tried cheaply. Pairs of 16-bit x, y. */
export type Runs = { at: Address; count: number };

/**
 * Chroma of each pixel as a bin, 0..1023, of every `every`-th row from the first of a picture on: 16 bits a pixel, those rows
 * 2 * `stride` bytes apart. Of `height` px from row `top` on.
 */
export type Bins = { at: Address; width: number; height: number; stride: number; every: number; top: number };

/** The part of a strip that a box of its px names: no copy, and nothing to free. */
export function windowOf({ values, flags }: Strip, [left, top, width, height]: Box): Strip {
  const part = ({ at, stride }: Plane): Plane => ({ at: at + top * stride + left, width, height, stride });
  return { values: part(values), flags: part(flags), width, height };
}

/** What is known of every pixel of a screen over many shots: sums of values and of squares, and how often it was as in `first`. */
export type Watch = { sums: Address; squares: Address; first: Plane; equal: Plane; shots: number };

export type Held = Picture | Plane | Strip | Surface | Runs | Bins | Watch;

/** Pixels that are textured in one of both (or in `a`: each says) and valid in both; of those, how many are equal within the tolerance. */
export type Matches = { compared: number; matched: number };

type Pictures = {
  /** Copies pixels in. */
  hold(pixels: Pixels): Picture;
  /** A mask, or values made elsewhere: width * height bytes. */
  holdPlane(width: number, height: number, bytes: Uint8Array): Plane;
  /** (77 R + 150 G + 29 B) / 256, rounded down: BT.601 in whole numbers. */
  luma(picture: Picture): Plane;
  /** clamp(128 + value - mean of the 16 x 16 px around it), edges repeated: light that changes slowly is gone. */
  highPass(plane: Plane): Plane;
  /**
   * Cuts a strip. Not valid: where `mask` (of the whole picture) is not 0. Textured: greatest minus smallest luma of the 3 x 3 px
   * around is above `texture`. `values` are compared, `luma` says what is textured; both of the whole picture, often the same.
   * @throws RangeError when the box is not within the picture
   */
  strip(values: Plane, luma: Plane, box: Box, options: { texture: number; mask?: Plane }): Strip;
  /**
   * A strip of the whole picture, its luma as the values, in one pass over the pixels; also not valid where `hidden` has a byte other
   * than 0 for the pixel's chroma bin (`bins`).
   * @throws RangeError when the mask has another size
   */
  prepare(picture: Picture, options: { texture: number; mask?: Plane; hidden?: Uint8Array }): Strip;
  /** Copies out: channels * width * height bytes. */
  readPicture(picture: Picture): Uint8Array;
  /** Copies out, without what lies between the rows. */
  readPlane(plane: Plane): Uint8Array;
};

type Correlation = {
  /**
   * Whitened correlation of both strips by one complex FFT: each shrunk by `scale` (a cell is the mean of its valid px, and known
   * if more than half of them are), mean of the known subtracted, Tukey window (`taper`: share of each side that falls off),
   * C / |C|^power. Sizes are padded with zeros to products of 2, 3 and 5.
   */
  correlate(a: Strip, b: Strip, options: { scale: 1 | 2 | 4; taper?: number; power?: 0.75 | 1 }): Surface;
  /**
   * Local maxima (of their 3 x 3 surroundings) with |offset - around| <= radius in x and y, highest first; of two that are at most
   * `apart` px from each other only the higher. Radius and `apart` in px of the strips.
   */
  peaks(surface: Surface, options: { radius: XY; around?: XY; most: number; apart: number }): Peak[];
};

type Matching = {
  /** Every pixel of the overlap (every n-th row) that is textured in one strip and valid in both. */
  match(a: Strip, b: Strip, at: XY, options: { tolerance: number; every?: number }): Matches;
  /** Of each cell of 16 px x `rows` rows the row with most textured pixels, if it has `least` of them; in reading order, at most `most`. */
  runs(strip: Strip, options: { rows: number; least: number; most: number }): Runs;
  /**
   * For each candidate the best whole offset within `reach` px of it, by matched / (compared + 40) over every n-th run of `a`
   * (pixels textured in `a` and valid in `b`); fewer than 60 compared px score 0.
   */
  matchRuns(
    a: Strip,
    b: Strip,
    runs: Runs,
    candidates: XY[],
    options: { tolerance: number; reach: number; every?: number },
  ): (Matches & { at: XY })[];
  /**
   * Sums of one Gauss-Newton step at a whole offset plus a fraction (`b` by 4-tap Catmull-Rom), over pixels textured in one and valid
   * in both whose difference r = a - b is at most `tolerance`; g is the mean gradient of both. The step that lessens r is
   * -(inverse of [xx xy; xy yy]) (xr, yr). Pixels within 8 px of the overlap's edge are left out.
   */
  gradients(
    a: Strip,
    b: Strip,
    at: XY,
    fraction: XY,
    options: { tolerance: number; every?: number },
  ): { xx: number; xy: number; yy: number; xr: number; yr: number; count: number };
};

type Light = {
  /** Of the valid pixels. */
  statistics(strip: Strip, every?: number): { count: number; mean: number; deviation: number };
  /** A strip with values clamp(round(gain * value + offset)) that shares the flags: free it, and the flags stay. */
  relit(strip: Strip, gain: number, offset: number): Strip;
};

/** 32 x 32 shares of red and green: what `bins`, `hidden` and tallies have one entry for each of. */
export const CHROMA_BINS = 1024;

type Colours = {
  /** 32 x 32 bins of r / (r + g + b) and g / (r + g + b), floor(31.999 * share): the same for any brightness; black is bin 0. */
  bins(picture: Picture, box: Box, every?: number): Bins;
  /**
   * Per bin of `a`: pixels valid in both (`seen`), and those of them that differ by more than each of two tolerances; one number a
   * bin. On the rows that have bins.
   */
  tallyBins(
    a: Strip,
    b: Strip,
    at: XY,
    binsOfA: Bins,
    tolerances: readonly [number, number],
  ): { seen: Uint32Array; differ: [Uint32Array, Uint32Array] };
};

type Watching = {
  /** Begins to watch the pixels of a screen; the plane is copied, and is not yet one of the shots. */
  watch(first: Plane): Watch;
  /** Another watch that has seen the same shots, and goes on by itself. */
  copyWatch(watch: Watch): Watch;
  /**
   * Adds a shot: values clamp(round(gain * value)), equal to those of the first within the tolerance.
   * @throws RangeError from the 256th on: more do not fit into the sums
   */
  see(watch: Watch, plane: Plane, options: { gain: number; tolerance: number }): void;
  /**
   * Of each pixel, without what lies between rows: standard deviation, and in how many shots it was as in the first. With another
   * watch of the same shots the lesser deviation and the greater number of both.
   */
  changes(watch: Watch, other?: Watch): { shots: number; deviation: Float32Array; equal: Uint8Array };
};

type KernelMemory = {
  free(...held: Held[]): void;
  /** Bytes that are held: 0 after everything was freed. */
  held(): number;
  /**
   * Runs `work` to its end; if it throws (no memory is left, say), whatever it took goes back: the kernel outlives it. Only for what
   * waits for nothing: others may take in the meantime.
   */
  undoing<Result>(work: () => Result): Result;
};
