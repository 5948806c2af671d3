import { comparable, floats4, sum4, sum4f } from './bytes';

/** Pixels of the overlap's edge that are left out: what interpolation and gradients reach (4), with room for the fraction. */
const EDGE: i32 = 8;

/**
 * Sums of one Gauss-Newton step (Lucas and Kanade 1981) with `b` at (dx + sx, dy + sy) in `a`, |sx|, |sy| <= 2: over pixels textured
 * in one and valid in both (flags at the whole offset) whose difference r = a - b is at most `tolerance`. `b` between its pixels by
 * 4-tap Catmull-Rom; the gradient g is the mean of both pictures' central differences, which halves the bias of noise.
 * out: 64-bit floats gx gx, gx gy, gy gy, gx r, gy r, count. `scratch`: 4 * (width + 32) floats.
 */
export function gradients(
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
  sx: f32,
  sy: f32,
  tolerance: f32,
  every: i32,
  out: usize,
  scratch: usize,
): void {
  const left = max(dx, 0) + EDGE;
  const across = min(width, width + dx) - EDGE - left;
  const top = max(dy, 0) + EDGE;
  const bottom = min(height, height + dy) - EDGE;
  memory.fill(out, 0, 48);
  if (across <= 0) return;
  const line = 4 * (width + 32);
  const zero = f32x4.splat(0);
  const quarter = f32x4.splat(0.25);
  const limit = f32x4.splat(tolerance);
  for (let y = top; y < bottom; y += every) {
    // Rows y - 1, y and y + 1 of `b` where `a` has them, from x = left - 1 on.
    for (let k = 0; k < 3; k++) {
      const row = b + (y + k - 1 - dy) * strideB + left - 1 - dx;
      between(row, strideB, across + 2, -sx, -sy, scratch + k * line, scratch + 3 * line);
    }
    const rowA = a + y * strideA + left;
    const flagsA = fa + y * flagStrideA + left;
    const flagsB = fb + (y - dy) * flagStrideB + left - dx;
    let xx = zero;
    let xy = zero;
    let yy = zero;
    let xr = zero;
    let yr = zero;
    let n = zero;
    for (let x = 0; x < across; x += 4) {
      let counts = comparable4(flagsA + x, flagsB + x);
      counts = v128.and(counts, i32x4.lt_s(i32x4.add(i32x4.splat(x), i32x4(0, 1, 2, 3)), i32x4.splat(across)));
      if (!v128.any_true(counts)) continue;
      const at = rowA + x;
      const here = scratch + line + 4 * x;
      const difference = f32x4.sub(floats4(at), v128.load(here, 4));
      counts = v128.and(counts, f32x4.le(f32x4.abs(difference), limit));
      // Beyond the overlap's end stands anything, NaN too, which no product with 0 removes.
      const r = v128.and(counts, difference);
      const ax = f32x4.sub(floats4(at + 1), floats4(at - 1));
      const ay = f32x4.sub(floats4(at + strideA), floats4(at - strideA));
      const bx = f32x4.sub(v128.load(here, 8), v128.load(here));
      const by = f32x4.sub(v128.load(here + line, 4), v128.load(here - line, 4));
      const gx = v128.and(counts, f32x4.mul(quarter, f32x4.add(ax, bx)));
      const gy = v128.and(counts, f32x4.mul(quarter, f32x4.add(ay, by)));
      xx = f32x4.add(xx, f32x4.mul(gx, gx));
      xy = f32x4.add(xy, f32x4.mul(gx, gy));
      yy = f32x4.add(yy, f32x4.mul(gy, gy));
      xr = f32x4.add(xr, f32x4.mul(gx, r));
      yr = f32x4.add(yr, f32x4.mul(gy, r));
      n = i32x4.sub(n, counts);
    }
    add(out, sum4f(xx));
    add(out + 8, sum4f(xy));
    add(out + 16, sum4f(yy));
    add(out + 24, sum4f(xr));
    add(out + 32, sum4f(yr));
    add(out + 40, <f64>sum4(n));
  }
}

function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

/** As `comparable`, for four pixels as four whole numbers. */
function comparable4(fa: usize, fb: usize): v128 {
  const counts = comparable(v128.load32_zero(fa), v128.load32_zero(fb));
  return i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(counts));
}

/** `count` values at (fx, fy) px from the pixels of a row: first the columns, then the row. `scratch`: count + 16 floats. */
function between(row: usize, stride: i32, count: i32, fx: f32, fy: f32, to: usize, scratch: usize): void {
  if (fx === 0 && fy === 0) {
    for (let x = 0; x < count; x += 4) v128.store(to + 4 * x, floats4(row + x));
    return;
  }
  const x0 = floor(fx);
  const y0 = floor(fy);
  const from = row + (<i32>y0 - 1) * stride + <i32>x0 - 1;
  const ty = fy - y0;
  const a = before(ty);
  const b = first(ty);
  const c = first(1 - ty);
  const d = before(1 - ty);
  for (let x = 0; x < count + 4; x += 4) {
    const p = from + x;
    const upper = f32x4.add(f32x4.mul(a, floats4(p)), f32x4.mul(b, floats4(p + stride)));
    const lower = f32x4.add(f32x4.mul(c, floats4(p + 2 * stride)), f32x4.mul(d, floats4(p + 3 * stride)));
    v128.store(scratch + 4 * x, f32x4.add(upper, lower));
  }
  const tx = fx - x0;
  const e = before(tx);
  const f = first(tx);
  const g = first(1 - tx);
  const h = before(1 - tx);
  for (let x = 0; x < count; x += 4) {
    const p = scratch + 4 * x;
    const near = f32x4.add(f32x4.mul(e, v128.load(p)), f32x4.mul(f, v128.load(p, 4)));
    const far = f32x4.add(f32x4.mul(g, v128.load(p, 8)), f32x4.mul(h, v128.load(p, 12)));
    v128.store(to + 4 * x, f32x4.add(near, far));
  }
}

/** Catmull-Rom weights at t of the pixel before the two that t lies between, and of the first of these two; mirrored for the others. */
function before(t: f32): v128 {
  return f32x4.splat(((<f32>-0.5 * t + 1) * t - <f32>0.5) * t);
}

function first(t: f32): v128 {
  return f32x4.splat((<f32>1.5 * t - <f32>2.5) * t * t + 1);
}
