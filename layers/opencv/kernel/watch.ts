import { absoluteDifference } from './bytes';
import { lit16 } from './light';

/**
 * Adds one shot to what is known of every pixel: of its values in the light of the first shot (clamp(floor(gain * v + 0.5))) the sum
 * (16 bits: 257 shots), the sum of squares (32 bits), and whether it is as in the first within `tolerance` (8 bits). Planes of the
 * sums are as long as `first`'s rows of `stride` px, 2, 4 and 1 bytes each.
 */
export function see(
  first: usize,
  plane: usize,
  width: i32,
  height: i32,
  firstStride: i32,
  planeStride: i32,
  gain: f32,
  tolerance: i32,
  sums: usize,
  squares: usize,
  equal: usize,
): void {
  const g = f32x4.splat(gain);
  const half = f32x4.splat(0.5);
  const limit = i8x16.splat(<i8>tolerance);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 16) {
      const at = y * firstStride + x;
      const seen = v128.load(plane + y * planeStride + x);
      const value = gain === 1 ? seen : lit16(seen, g, half);
      const same = i8x16.le_u(absoluteDifference(value, v128.load(first + at)), limit);
      v128.store(equal + at, i8x16.sub(v128.load(equal + at), same));
      addEight(i16x8.extend_low_i8x16_u(value), sums + 2 * at, squares + 4 * at);
      addEight(i16x8.extend_high_i8x16_u(value), sums + 2 * at + 16, squares + 4 * at + 32);
    }
  }
}

function addEight(v: v128, sums: usize, squares: usize): void {
  v128.store(sums, i16x8.add(v128.load(sums), v));
  v128.store(squares, i32x4.add(v128.load(squares), i32x4.extmul_low_i16x8_u(v, v)));
  v128.store(squares, i32x4.add(v128.load(squares, 16), i32x4.extmul_high_i16x8_u(v, v)), 16);
}

/**
 * Standard deviations from the sums over `shots`, 257 at most, into 32-bit floats without gaps; `count` px, rows as in `see`. In
 * whole numbers up to the root, so that what never changes has exactly 0.
 */
export function deviations(
  sums: usize,
  squares: usize,
  width: i32,
  height: i32,
  stride: i32,
  shots: i32,
  out: usize,
): void {
  const n = i32x4.splat(shots);
  const share = f32x4.splat(<f32>1 / <f32>shots);
  for (let y = 0; y < height; y++) {
    const to = out + 4 * y * width;
    for (let x = 0; x < width; x += 4) {
      const at = y * stride + x;
      const sum = i32x4.extend_low_i16x8_u(v128.load64_zero(sums + 2 * at));
      const spread = i32x4.sub(i32x4.mul(n, v128.load(squares + 4 * at)), i32x4.mul(sum, sum));
      // The last of a row may overwrite the beginning of the next one, which is written afterwards.
      v128.store(to + 4 * x, f32x4.mul(f32x4.sqrt(f32x4.convert_i32x4_u(spread)), share));
    }
  }
}

/** Of two watches: into the first the lesser one of `count` deviations, and the greater one of `bytes` numbers of equal shots. */
export function takeCalmer(
  deviation: usize,
  other: usize,
  count: i32,
  equal: usize,
  otherEqual: usize,
  bytes: i32,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4)
    v128.store(deviation + 4 * i, f32x4.pmin(v128.load(deviation + 4 * i), v128.load(other + 4 * i)));
  for (; i < count; i++) store<f32>(deviation + 4 * i, min(load<f32>(deviation + 4 * i), load<f32>(other + 4 * i)));
  for (i = 0; i < bytes; i += 16) v128.store(equal + i, i8x16.max_u(v128.load(equal + i), v128.load(otherEqual + i)));
}
