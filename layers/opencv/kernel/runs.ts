import { absoluteDifference, first, quarters, sum4, textured, valid } from './bytes';
import { COUNTED } from './match';

/**
 * Where a strip tells most: of each cell of 16 px x `rows` rows the first of the rows with most textured pixels, if it has `least`
 * of them. out: 16-bit pairs x, y in reading order of the cells. Returns how many, at most `most`.
 */
export function findRuns(
  flags: usize,
  width: i32,
  height: i32,
  stride: i32,
  rows: i32,
  least: i32,
  out: usize,
  most: i32,
): i32 {
  let n = 0;
  for (let top = 0; top + rows <= height; top += rows) {
    for (let x = 0; x < width; x += 16) {
      let best = least - 1;
      let at = -1;
      for (let y = top; y < top + rows; y++) {
        let row = textured(v128.load(flags + y * stride + x));
        if (x + 16 > width) row = v128.and(row, first(width - x));
        const count = popcnt(i8x16.bitmask(row));
        if (count > best) {
          best = count;
          at = y;
        }
      }
      if (at < 0 || n === most) continue;
      store<i16>(out + 4 * n, <i16>x);
      store<i16>(out + 4 * n, <i16>at, 2);
      n++;
    }
  }
  return n;
}

let compared = 0;
let matched = 0;

/** Compares every `every`-th run of `a` with what `b` shows there. */
function compareRuns(
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
  runs: usize,
  count: i32,
  every: i32,
  dx: i32,
  dy: i32,
  tolerance: i32,
): void {
  const limit = i8x16.splat(<i8>tolerance);
  let seen = i8x16.splat(0);
  let same = i8x16.splat(0);
  compared = 0;
  matched = 0;
  let k = 0;
  for (let r = 0; r < count; r += every) {
    const x = <i32>load<i16>(runs + 4 * r);
    const y = <i32>load<i16>(runs + 4 * r, 2);
    if (!shown(x - dx, y - dy, width, height)) continue;
    const counts = comparedOf(fa + y * flagStrideA + x, fb + (y - dy) * flagStrideB + x - dx, x, x - dx, width);
    seen = i8x16.sub(seen, counts);
    same = i8x16.sub(same, v128.and(counts, near(a + y * strideA + x, b + (y - dy) * strideB + x - dx, limit)));
    if (++k === COUNTED) {
      compared += sum4(quarters(seen));
      matched += sum4(quarters(same));
      seen = i8x16.splat(0);
      same = i8x16.splat(0);
      k = 0;
    }
  }
  compared += sum4(quarters(seen));
  matched += sum4(quarters(same));
}

/** Whether any of the 16 px from (x, y) on is in the strip. */
function shown(x: i32, y: i32, width: i32, height: i32): bool {
  return x > -16 && x < width && y >= 0 && y < height;
}

/** All bits of the pixels of a run that are textured in `a`, valid in `b` and within both strips. */
function comparedOf(fa: usize, fb: usize, xa: i32, xb: i32, width: i32): v128 {
  const counts = v128.and(textured(v128.load(fa)), valid(v128.load(fb)));
  const end = width - max(xa, xb);
  if (end >= 16 && xb >= 0) return counts;
  return v128.andnot(v128.and(counts, first(end)), first(max(-xb, 0)));
}

function near(a: usize, b: usize, limit: v128): v128 {
  return i8x16.le_u(absoluteDifference(v128.load(a), v128.load(b)), limit);
}

/** Fewer compared pixels say nothing; the 40 keep few lucky ones from beating many good ones. */
const LEAST: i32 = 60;
const DOUBT: i32 = 40;

/**
 * For each candidate (32-bit pairs x, y) the offset within `reach` px of it, row by row, whose runs match best:
 * matched / (compared + 40). out: four 32-bit numbers each: x, y, compared, matched.
 */
export function matchRuns(
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
  runs: usize,
  count: i32,
  every: i32,
  candidates: usize,
  n: i32,
  reach: i32,
  tolerance: i32,
  out: usize,
): void {
  for (let k = 0; k < n; k++) {
    const cx = load<i32>(candidates + 8 * k);
    const cy = load<i32>(candidates + 8 * k, 4);
    const to = out + 16 * k;
    let best: f32 = -1;
    for (let dy = cy - reach; dy <= cy + reach; dy++) {
      for (let dx = cx - reach; dx <= cx + reach; dx++) {
        compareRuns(
          a,
          strideA,
          fa,
          flagStrideA,
          b,
          strideB,
          fb,
          flagStrideB,
          width,
          height,
          runs,
          count,
          every,
          dx,
          dy,
          tolerance,
        );
        const score = compared >= LEAST ? <f32>matched / <f32>(compared + DOUBT) : 0;
        if (score <= best) continue;
        best = score;
        store<i32>(to, dx);
        store<i32>(to, dy, 4);
        store<i32>(to, compared, 8);
        store<i32>(to, matched, 12);
      }
    }
  }
}
