import { absoluteDifference, bothValid, first, quarters, sum4, valid } from './bytes';

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

/** out: 64-bit floats count, sums of (a - 128)^2, (b - 128)^2 and (a - 128)(b - 128) over pixels valid in both. */
export function products(
  a: usize,
  strideA: i32,
  fa: usize,
  flagStrideA: i32,
  b: usize,
  strideB: i32,
  fb: usize,
  flagStrideB: i32,
  width: i32,
  height: i32,
  dx: i32,
  dy: i32,
  every: i32,
  out: usize,
): void {
  const middle = i8x16.splat(-128);
  const left = max(dx, 0);
  const right = min(width, width + dx);
  const bottom = min(height, height + dy);
  let count: f64 = 0;
  let aa: f64 = 0;
  let bb: f64 = 0;
  let ab: f64 = 0;
  for (let y = max(dy, 0); y < bottom; y += every) {
    const rowA = a + y * strideA;
    const rowB = b + (y - dy) * strideB - dx;
    const flagsA = fa + y * flagStrideA;
    const flagsB = fb + (y - dy) * flagStrideB - dx;
    let n = 0;
    let raa = i32x4.splat(0);
    let rbb = i32x4.splat(0);
    let rab = i32x4.splat(0);
    for (let x = left; x < right; x += 16) {
      let counts = bothValid(v128.load(flagsA + x), v128.load(flagsB + x));
      if (x + 16 > right) counts = v128.and(counts, first(right - x));
      n += popcnt(i8x16.bitmask(counts));
      // Bytes minus 128 as signed bytes: the highest bit turned over.
      const p = v128.and(v128.xor(v128.load(rowA + x), middle), counts);
      const q = v128.and(v128.xor(v128.load(rowB + x), middle), counts);
      const p0 = i16x8.extend_low_i8x16_s(p);
      const p1 = i16x8.extend_high_i8x16_s(p);
      const q0 = i16x8.extend_low_i8x16_s(q);
      const q1 = i16x8.extend_high_i8x16_s(q);
      raa = i32x4.add(raa, i32x4.add(i32x4.dot_i16x8_s(p0, p0), i32x4.dot_i16x8_s(p1, p1)));
      rbb = i32x4.add(rbb, i32x4.add(i32x4.dot_i16x8_s(q0, q0), i32x4.dot_i16x8_s(q1, q1)));
      rab = i32x4.add(rab, i32x4.add(i32x4.dot_i16x8_s(p0, q0), i32x4.dot_i16x8_s(p1, q1)));
    }
    count += n;
    aa += sum4(raa);
    bb += sum4(rbb);
    ab += sum4(rab);
  }
  store<f64>(out, count);
  store<f64>(out, aa, 8);
  store<f64>(out, bb, 16);
  store<f64>(out, ab, 24);
}

/** out: 64-bit floats count, sums of a, b, b * b and a * b over pixels valid in both that differ by at most `tolerance`. */
export function lineSums(
  a: usize,
  strideA: i32,
  fa: usize,
  flagStrideA: i32,
  b: usize,
  strideB: i32,
  fb: usize,
  flagStrideB: i32,
  width: i32,
  height: i32,
  dx: i32,
  dy: i32,
  tolerance: i32,
  every: i32,
  out: usize,
): void {
  const limit = i8x16.splat(<i8>tolerance);
  const left = max(dx, 0);
  const right = min(width, width + dx);
  const bottom = min(height, height + dy);
  memory.fill(out, 0, 40);
  for (let y = max(dy, 0); y < bottom; y += every) {
    const rowA = a + y * strideA;
    const rowB = b + (y - dy) * strideB - dx;
    const flagsA = fa + y * flagStrideA;
    const flagsB = fb + (y - dy) * flagStrideB - dx;
    let n = 0;
    let sa = i32x4.splat(0);
    let sb = i32x4.splat(0);
    let sbb = i32x4.splat(0);
    let sab = i32x4.splat(0);
    for (let x = left; x < right; x += 16) {
      const p = v128.load(rowA + x);
      const q = v128.load(rowB + x);
      const near = i8x16.le_u(absoluteDifference(p, q), limit);
      let counts = v128.and(bothValid(v128.load(flagsA + x), v128.load(flagsB + x)), near);
      if (x + 16 > right) counts = v128.and(counts, first(right - x));
      const va = v128.and(p, counts);
      const vb = v128.and(q, counts);
      n += popcnt(i8x16.bitmask(counts));
      sa = i32x4.add(sa, quarters(va));
      sb = i32x4.add(sb, quarters(vb));
      sbb = i32x4.add(sbb, products8(vb, vb));
      sab = i32x4.add(sab, products8(va, vb));
    }
    add(out, <f64>n);
    add(out + 8, <f64>sum4(sa));
    add(out + 16, <f64>sum4(sb));
    add(out + 24, <f64>(<u32>sum4(sbb)));
    add(out + 32, <f64>(<u32>sum4(sab)));
  }
}

function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
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
