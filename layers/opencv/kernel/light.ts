import { first, quarters, sum4, valid } from './bytes';

/** Sums of a row fit into 32 bits: 255 * 255 * 2 pixels a step, 8 steps for 128 px, rows of at most 65,536 px. */
function products8(a: v128, b: v128): v128 {
  const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b));
  return i32x4.add(low, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b)));
}

/** out: 64-bit floats count, sum and sum of squares of the valid pixels of every `every`-th row. */
export function statistics(
  values: usize,
  flags: usize,
  width: i32,
  height: i32,
  stride: i32,
  flagStride: i32,
  every: i32,
  out: usize,
): void {
  let count: f64 = 0;
  let sum: f64 = 0;
  let squares: f64 = 0;
  for (let y = 0; y < height; y += every) {
    let n = i32x4.splat(0);
    let s = i32x4.splat(0);
    let q = i32x4.splat(0);
    for (let x = 0; x < width; x += 16) {
      let f = valid(v128.load(flags + y * flagStride + x));
      if (x + 16 > width) f = v128.and(f, first(width - x));
      const v = v128.and(v128.load(values + y * stride + x), f);
      n = i32x4.add(n, quarters(i8x16.neg(f)));
      s = i32x4.add(s, quarters(v));
      q = i32x4.add(q, products8(v, v));
    }
    count += sum4(n);
    sum += sum4(s);
    squares += <f64>(<u32>sum4(q));
  }
  store<f64>(out, count);
  store<f64>(out, sum, 8);
  store<f64>(out, squares, 16);
}

/** clamp(floor(gain * value + offset + 0.5), 0, 255), into a plane that has room for 16 px beyond the ends of its rows. */
export function relight(
  values: usize,
  width: i32,
  height: i32,
  stride: i32,
  gain: f32,
  offset: f32,
  to: usize,
  toStride: i32,
): void {
  const g = f32x4.splat(gain);
  const o = f32x4.splat(offset + <f32>0.5);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 16) {
      v128.store(to + y * toStride + x, lit16(v128.load(values + y * stride + x), g, o));
    }
  }
}

/** 16 values times a gain plus an offset (both as four floats), cut off to whole numbers and to 0..255. */
export function lit16(v: v128, g: v128, o: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(v);
  const high = i16x8.extend_high_i8x16_u(v);
  const a = i16x8.narrow_i32x4_s(lit(i32x4.extend_low_i16x8_u(low), g, o), lit(i32x4.extend_high_i16x8_u(low), g, o));
  const b = i16x8.narrow_i32x4_s(lit(i32x4.extend_low_i16x8_u(high), g, o), lit(i32x4.extend_high_i16x8_u(high), g, o));
  return i8x16.narrow_i16x8_u(a, b);
}

/** Values below 0 become 0 when they are narrowed; those between -1 and 0 by being cut off. */
function lit(v: v128, gain: v128, offset: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(v), gain), offset));
}
