import { first, quarters, sum4f, valid } from './bytes';

/**
 * Shrinks a strip by 1, 2 or 4 for the correlation. A cell of scale x scale px is the mean of its valid pixels; with half of them or
 * fewer it is unknown (0 in the end). From the known cells their mean is taken off, and both windows are multiplied in.
 * `target`: 32-bit floats, outWidth x outHeight (a multiple of 4, at least the strip's cells); `across`, `down`: windows as long.
 */
export function shrink(
  values: usize,
  flags: usize,
  width: i32,
  height: i32,
  stride: i32,
  flagStride: i32,
  scale: i32,
  target: usize,
  outWidth: i32,
  outHeight: i32,
  across: usize,
  down: usize,
): void {
  // All bits set is NaN, which no comparison finds: unknown.
  memory.fill(target, 0xff, 4 * outWidth * outHeight);
  let sum: f64 = 0;
  let known: f64 = 0;
  for (let y = 0; y * scale < height; y++) {
    const row = values + y * scale * stride;
    const flagRow = flags + y * scale * flagStride;
    const rows = min(scale, height - y * scale);
    const to = target + 4 * y * outWidth;
    rowSum = f32x4.splat(0);
    rowKnown = f32x4.splat(0);
    if (scale === 4) quarterRow(row, flagRow, width, stride, flagStride, rows, to);
    else if (scale === 2) halfRow(row, flagRow, width, stride, flagStride, rows, to);
    else wholeRow(row, flagRow, width, to);
    sum += sum4f(rowSum);
    known += sum4f(rowKnown);
  }
  const mean = f32x4.splat(known > 0 ? <f32>(sum / known) : 0);
  const zero = f32x4.splat(0);
  for (let y = 0; y < outHeight; y++) {
    const weight = v128.load32_splat(down + 4 * y);
    const to = target + 4 * y * outWidth;
    for (let x = 0; x < outWidth; x += 4) {
      const value = v128.load(to + 4 * x);
      const weighed = f32x4.mul(f32x4.sub(value, mean), f32x4.mul(weight, v128.load(across + 4 * x)));
      v128.store(to + 4 * x, v128.and(weighed, f32x4.ge(value, zero)));
    }
  }
}

/** Sums over the row of cells that is being made: of the known cells, and how many they are. */
let rowSum = f32x4.splat(0);
let rowKnown = f32x4.splat(0);

/** Four cells from their sums of values and of valid pixels. Beyond the strip nothing is valid: such cells stay unknown. */
function cells(to: usize, sums: v128, counts: v128, half: f32): void {
  const n = f32x4.convert_i32x4_u(counts);
  const known = f32x4.gt(n, f32x4.splat(half));
  const mean = v128.and(f32x4.div(f32x4.convert_i32x4_u(sums), n), known);
  rowSum = f32x4.add(rowSum, mean);
  rowKnown = f32x4.add(rowKnown, v128.and(known, f32x4.splat(1)));
  v128.store(to, v128.or(mean, v128.not(known)));
}

/** 1 for the valid ones of 16 px, of which `left` are the strip's. */
function ones(flags: usize, left: i32): v128 {
  const f = i8x16.neg(valid(v128.load(flags)));
  return left >= 16 ? f : v128.and(f, first(left));
}

function quarterRow(values: usize, flags: usize, width: i32, stride: i32, flagStride: i32, rows: i32, to: usize): void {
  const whole = rows === 4 ? width & ~15 : 0;
  const zero = i8x16.splat(0);
  for (let x = 0; x < whole; x += 16) {
    const v = values + x;
    const f = flags + x;
    const f0 = i8x16.gt_s(v128.load(f), zero);
    const f1 = i8x16.gt_s(v128.load(f + flagStride), zero);
    const f2 = i8x16.gt_s(v128.load(f + 2 * flagStride), zero);
    const f3 = i8x16.gt_s(v128.load(f + 3 * flagStride), zero);
    const upper = i16x8.add(pairs(v, f0), pairs(v + stride, f1));
    const lower = i16x8.add(pairs(v + 2 * stride, f2), pairs(v + 3 * stride, f3));
    const counts = i8x16.neg(i8x16.add(i8x16.add(f0, f1), i8x16.add(f2, f3)));
    cells(to + x, i32x4.extadd_pairwise_i16x8_u(i16x8.add(upper, lower)), quarters(counts), 8);
  }
  for (let x = whole; x < width; x += 16) {
    let sums = i16x8.splat(0);
    let counts = i8x16.splat(0);
    for (let j = 0; j < rows; j++) {
      const f = ones(flags + j * flagStride + x, width - x);
      const p = v128.and(v128.load(values + j * stride + x), i8x16.neg(f));
      sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_u(p));
      counts = i8x16.add(counts, f);
    }
    cells(to + x, i32x4.extadd_pairwise_i16x8_u(sums), quarters(counts), 8);
  }
}

/** Sums of neighbours, of those of 16 px whose bits are set. */
function pairs(values: usize, valid: v128): v128 {
  return i16x8.extadd_pairwise_i8x16_u(v128.and(v128.load(values), valid));
}

function halfRow(values: usize, flags: usize, width: i32, stride: i32, flagStride: i32, rows: i32, to: usize): void {
  for (let x = 0; x < width; x += 16) {
    let sums = i16x8.splat(0);
    let counts = i16x8.splat(0);
    for (let j = 0; j < rows; j++) {
      const f = ones(flags + j * flagStride + x, width - x);
      const p = v128.and(v128.load(values + j * stride + x), i8x16.neg(f));
      sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_u(p));
      counts = i16x8.add(counts, i16x8.extadd_pairwise_i8x16_u(f));
    }
    cells(to + 2 * x, i32x4.extend_low_i16x8_u(sums), i32x4.extend_low_i16x8_u(counts), 2);
    cells(to + 2 * x + 16, i32x4.extend_high_i16x8_u(sums), i32x4.extend_high_i16x8_u(counts), 2);
  }
}

function wholeRow(values: usize, flags: usize, width: i32, to: usize): void {
  for (let x = 0; x < width; x += 8) {
    const f = i16x8.extend_low_i8x16_u(ones(flags + x, width - x));
    const p = v128.and(v128.load8x8_u(values + x), i16x8.neg(f));
    cells(to + 4 * x, i32x4.extend_low_i16x8_u(p), i32x4.extend_low_i16x8_u(f), 0.5);
    cells(to + 4 * x + 16, i32x4.extend_high_i16x8_u(p), i32x4.extend_high_i16x8_u(f), 0.5);
  }
}
