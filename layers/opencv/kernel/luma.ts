import { repeatEdges } from './bytes';
import { within } from './chroma-range';

/** BT.601's weights in 256ths; they add up to 256, so that white stays 255. */
const RED: i16 = 77;
const GREEN: i16 = 150;
const BLUE: i16 = 29;
/** In a table of places: nothing is taken from there. */
const NO: i8 = -128;
/** Bytes of a range of colours. */
const RANGE: i32 = 64;

/** (77 R + 150 G + 29 B) >> 8 of 8-bit RGB (`channels` 3) or RGBA (4), into a plane whose edges are repeated. */
export function luma(source: usize, width: i32, height: i32, channels: i32, target: usize, stride: i32): void {
  for (let y = 0; y < height; y++)
    lumaRow(source + y * width * channels, width, channels, target + y * stride, 0, 0, 0);
}

/**
 * One row of it; with `count` above 0 also which of its pixels are of the colours in `ranges` (chroma-range.ts): bytes of all bits or
 * none at `hidden`. Up to 60 bytes are read behind the row, up to 15 written.
 */
export function lumaRow(
  from: usize,
  width: i32,
  channels: i32,
  to: usize,
  ranges: usize,
  count: i32,
  hidden: usize,
): void {
  // Constants as locals before the loop: V8 makes those that stand in it anew each time, which took two thirds of the whole.
  const three = channels === 3;
  const next = three ? 8 : 16;
  const r0 = three
    ? i8x16(0, NO, 3, NO, 6, NO, 9, NO, 12, NO, 15, NO, NO, NO, NO, NO)
    : i8x16(0, NO, 4, NO, 8, NO, 12, NO, NO, NO, NO, NO, NO, NO, NO, NO);
  const r1 = three
    ? i8x16(NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 10, NO, 13, NO)
    : i8x16(NO, NO, NO, NO, NO, NO, NO, NO, 0, NO, 4, NO, 8, NO, 12, NO);
  const g0 = three
    ? i8x16(1, NO, 4, NO, 7, NO, 10, NO, 13, NO, NO, NO, NO, NO, NO, NO)
    : i8x16(1, NO, 5, NO, 9, NO, 13, NO, NO, NO, NO, NO, NO, NO, NO, NO);
  const g1 = three
    ? i8x16(NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 8, NO, 11, NO, 14, NO)
    : i8x16(NO, NO, NO, NO, NO, NO, NO, NO, 1, NO, 5, NO, 9, NO, 13, NO);
  const b0 = three
    ? i8x16(2, NO, 5, NO, 8, NO, 11, NO, 14, NO, NO, NO, NO, NO, NO, NO)
    : i8x16(2, NO, 6, NO, 10, NO, 14, NO, NO, NO, NO, NO, NO, NO, NO, NO);
  const b1 = three
    ? i8x16(NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 9, NO, 12, NO, 15, NO)
    : i8x16(NO, NO, NO, NO, NO, NO, NO, NO, 2, NO, 6, NO, 10, NO, 14, NO);
  const kr = i16x8.splat(RED);
  const kg = i16x8.splat(GREEN);
  const kb = i16x8.splat(BLUE);
  const one = i16x8.splat(1);
  for (let x = 0; x < width; x += 8) {
    const p = from + x * channels;
    const v = v128.load(p);
    const w = v128.load(p + next);
    const r = v128.or(i8x16.swizzle(v, r0), i8x16.swizzle(w, r1));
    const g = v128.or(i8x16.swizzle(v, g0), i8x16.swizzle(w, g1));
    const b = v128.or(i8x16.swizzle(v, b0), i8x16.swizzle(w, b1));
    const weighed = i16x8.add(i16x8.add(i16x8.mul(r, kr), i16x8.mul(g, kg)), i16x8.mul(b, kb));
    const value = i16x8.shr_u(weighed, 8);
    v128.store64_lane(to + x, i8x16.narrow_i16x8_u(value, value), 0);
    if (!count) continue;
    const sum = i16x8.max_s(i16x8.add(i16x8.add(r, g), b), one);
    let hides = within(r, g, sum, ranges);
    if (count > 1 && v128.any_true(hides)) {
      hides = within(r, g, sum, ranges + RANGE);
      for (let k = 2; k < count; k++) hides = v128.or(hides, within(r, g, sum, ranges + RANGE * k));
    }
    v128.store64_lane(hidden + x, i8x16.narrow_i16x8_s(hides, hides), 0);
  }
  repeatEdges(to, width);
}
