import { repeatEdges } from './bytes';

/**
 * clamp(128 + value - mean), the mean over the 16 x 16 px from 8 left and above to 7 right and below, rounded down; beyond the
 * picture its edge goes on. A box filter by running sums: columns of 16 rows are kept, 16 neighbours of them are added.
 * `columns`: scratch, 2 * (width + 64) bytes.
 */
export function highPass(
  source: usize,
  width: i32,
  height: i32,
  stride: i32,
  target: usize,
  targetStride: i32,
  columns: usize,
): void {
  const sums = columns + 16;
  for (let x = 0; x < width; x += 8) {
    let sum = i16x8.splat(0);
    for (let j = -8; j < 8; j++) {
      const y = min(max(j, 0), height - 1);
      sum = i16x8.add(sum, v128.load8x8_u(source + y * stride + x));
    }
    v128.store(sums + 2 * x, sum);
  }
  const middle = i16x8.splat(128);
  for (let y = 0; y < height; y++) {
    v128.store(columns, v128.load16_splat(sums));
    v128.store(sums + 2 * width, v128.load16_splat(sums + 2 * (width - 1)));
    const from = source + y * stride;
    const to = target + y * targetStride;
    let left = eight(columns);
    for (let x = 0; x < width; x += 8) {
      const right = eight(sums + 2 * x);
      const mean = i16x8.shr_u(i16x8.add(left, right), 8);
      const value = i16x8.sub(i16x8.add(v128.load8x8_u(from + x), middle), mean);
      v128.store64_lane(to + x, i8x16.narrow_i16x8_u(value, value), 0);
      left = right;
    }
    repeatEdges(to, width);
    const enters = source + min(y + 8, height - 1) * stride;
    const leaves = source + max(y - 8, 0) * stride;
    for (let x = 0; x < width; x += 8) {
      const sum = i16x8.add(v128.load(sums + 2 * x), v128.load8x8_u(enters + x));
      v128.store(sums + 2 * x, i16x8.sub(sum, v128.load8x8_u(leaves + x)));
    }
  }
}

/** At each of 8 places the sum of the 8 columns from there on: 256 * 255 at most for both halves together, which 16 bits hold. */
function eight(at: usize): v128 {
  const a = i16x8.add(i16x8.add(v128.load(at), v128.load(at, 2)), i16x8.add(v128.load(at, 4), v128.load(at, 6)));
  const b = i16x8.add(i16x8.add(v128.load(at, 8), v128.load(at, 10)), i16x8.add(v128.load(at, 12), v128.load(at, 14)));
  return i16x8.add(a, b);
}
