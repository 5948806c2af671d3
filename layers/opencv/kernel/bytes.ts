/** Small steps on vectors of 16 bytes that several primitives share. */

/**
 * What a flag says of its pixel, as a signed byte. So chosen that the saturated sum of two flags tells what can be compared: above 30
 * only where one is textured and the other at least valid, above 0 only where both are valid.
 */
export const MASKED: i8 = -128;
export const VALID: i8 = 1;
export const TEXTURED: i8 = 60;
export const ONE_TEXTURED: i8 = 30;

export function absoluteDifference(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

/** Sum of four whole numbers. */
export function sum4(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** Sum of four floats, always in this order. */
export function sum4f(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** The sum of 16 unsigned bytes, spread over four whole numbers. */
export function quarters(v: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v));
}

/** All bits of the bytes whose pixel is textured in `f` or `g` and valid in both. */
export function comparable(f: v128, g: v128): v128 {
  return textured(i8x16.add_sat_s(f, g));
}

export function valid(f: v128): v128 {
  return i8x16.gt_s(f, i8x16.splat(0));
}

export function textured(f: v128): v128 {
  return i8x16.gt_s(f, i8x16.splat(ONE_TEXTURED));
}

/** Four bytes as floats. */
export function floats4(at: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at))));
}

/** Repeats the first and the last pixel of a row 8 times beyond its ends, for what looks at surroundings. */
export function repeatEdges(row: usize, width: i32): void {
  v128.store64_lane(row - 8, v128.load8_splat(row), 0);
  v128.store64_lane(row + width, v128.load8_splat(row + width - 1), 0);
}

/** All bits of the first `n` of 16 bytes. */
export function first(n: i32): v128 {
  return i8x16.lt_s(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>min(n, 16)));
}
