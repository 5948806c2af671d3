import { absoluteDifference, comparable, first, quarters, sum4 } from './bytes';

/** Vectors that lanes of 8 bits can count before they overflow. */
export const COUNTED: i32 = 255;

/**
 * Compares strips of one size with `b` at (dx, dy) in `a`: of every `every`-th row of the overlap, the pixels that are textured in
 * one and valid in both, and those of them that differ by at most `tolerance`. out: two 32-bit numbers, compared and matched.
 */
export function match(
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
  let compared = 0;
  let matched = 0;
  for (let y = max(dy, 0); y < bottom; y += every) {
    const rowA = a + y * strideA;
    const rowB = b + (y - dy) * strideB - dx;
    const flagsA = fa + y * flagStrideA;
    const flagsB = fb + (y - dy) * flagStrideB - dx;
    for (let part = left; part < right; part += 16 * COUNTED) {
      const end = min(right, part + 16 * COUNTED);
      let seen = i8x16.splat(0);
      let same = i8x16.splat(0);
      for (let x = part; x < end; x += 16) {
        let counts = comparable(v128.load(flagsA + x), v128.load(flagsB + x));
        if (x + 16 > right) counts = v128.and(counts, first(right - x));
        const near = i8x16.le_u(absoluteDifference(v128.load(rowA + x), v128.load(rowB + x)), limit);
        seen = i8x16.sub(seen, counts);
        same = i8x16.sub(same, v128.and(counts, near));
      }
      compared += sum4(quarters(seen));
      matched += sum4(quarters(same));
    }
  }
  store<i32>(out, compared);
  store<i32>(out, matched, 4);
}
