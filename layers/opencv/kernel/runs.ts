import { absoluteDifference, first, ONE_TEXTURED, quarters, sum4, textured, valid } from './bytes';
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

/** Offsets in a row that are compared at once: what an offset costs is mostly finding the run, and that is done once for all. */
const AT_ONCE: i32 = 5;
/** Of each of them how many pixels are compared, and how many match: pairs of 32-bit numbers. */
const counts = memory.data(8 * AT_ONCE);

/** Compares every `every`-th run of `a` with what `b` shows there, at (dx, dy) and the offsets right of it. */
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
  memory.fill(counts, 0, 8 * AT_ONCE);
  // Before the loop: V8 makes constants that stand in it anew each time.
  const limit = i8x16.splat(<i8>tolerance);
  const least = i8x16.splat(ONE_TEXTURED);
  const zero = i8x16.splat(0);
  for (let part = 0; part < count; part += every * COUNTED) {
    const end = min(count, part + every * COUNTED);
    let seen0 = zero;
    let same0 = zero;
    let seen1 = zero;
    let same1 = zero;
    let seen2 = zero;
    let same2 = zero;
    let seen3 = zero;
    let same3 = zero;
    let seen4 = zero;
    let same4 = zero;
    for (let r = part; r < end; r += every) {
      const x = <i32>load<i16>(runs + 4 * r);
      const y = <i32>load<i16>(runs + 4 * r, 2);
      const left = x - dx;
      const top = y - dy;
      if (<u32>top >= <u32>height) continue;
      const atA = a + y * strideA + x;
      const flagsA = fa + y * flagStrideA + x;
      const atB = b + top * strideB + left;
      const flagsB = fb + top * flagStrideB + left;
      if (left < AT_ONCE - 1 || max(x, left) + 16 > width) {
        for (let k = 0; k < AT_ONCE; k++) edge(atA, flagsA, atB - k, flagsB - k, x, left - k, width, limit, k);
        continue;
      }
      const v = v128.load(atA);
      const t = i8x16.gt_s(v128.load(flagsA), least);
      const c0 = v128.and(t, i8x16.gt_s(v128.load(flagsB), zero));
      seen0 = i8x16.sub(seen0, c0);
      same0 = i8x16.sub(same0, v128.and(c0, near(v, v128.load(atB), limit)));
      const c1 = v128.and(t, i8x16.gt_s(v128.load(flagsB - 1), zero));
      seen1 = i8x16.sub(seen1, c1);
      same1 = i8x16.sub(same1, v128.and(c1, near(v, v128.load(atB - 1), limit)));
      const c2 = v128.and(t, i8x16.gt_s(v128.load(flagsB - 2), zero));
      seen2 = i8x16.sub(seen2, c2);
      same2 = i8x16.sub(same2, v128.and(c2, near(v, v128.load(atB - 2), limit)));
      const c3 = v128.and(t, i8x16.gt_s(v128.load(flagsB - 3), zero));
      seen3 = i8x16.sub(seen3, c3);
      same3 = i8x16.sub(same3, v128.and(c3, near(v, v128.load(atB - 3), limit)));
      const c4 = v128.and(t, i8x16.gt_s(v128.load(flagsB - 4), zero));
      seen4 = i8x16.sub(seen4, c4);
      same4 = i8x16.sub(same4, v128.and(c4, near(v, v128.load(atB - 4), limit)));
    }
    add(0, seen0, same0);
    add(1, seen1, same1);
    add(2, seen2, same2);
    add(3, seen3, same3);
    add(4, seen4, same4);
  }
}

/** Adds 16 counters of 8 bits to those of the k-th offset. */
function add(k: i32, seen: v128, same: v128): void {
  const at = counts + 8 * k;
  store<i32>(at, load<i32>(at) + sum4(quarters(seen)));
  store<i32>(at, load<i32>(at, 4) + sum4(quarters(same)), 4);
}

/** A run that may reach beyond a strip. */
function edge(a: usize, fa: usize, b: usize, fb: usize, xa: i32, xb: i32, width: i32, limit: v128, k: i32): void {
  if (xb <= -16 || xb >= width) return;
  const seen = comparedOf(fa, fb, xa, xb, width);
  add(k, i8x16.neg(seen), i8x16.neg(v128.and(seen, near(v128.load(a), v128.load(b), limit))));
}

/** All bits of the pixels of a run that are textured in `a`, valid in `b` and within both strips. */
function comparedOf(fa: usize, fb: usize, xa: i32, xb: i32, width: i32): v128 {
  const counts = v128.and(textured(v128.load(fa)), valid(v128.load(fb)));
  const end = width - max(xa, xb);
  if (end >= 16 && xb >= 0) return counts;
  return v128.andnot(v128.and(counts, first(end)), first(max(-xb, 0)));
}

function near(a: v128, b: v128, limit: v128): v128 {
  return i8x16.le_u(absoluteDifference(a, b), limit);
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
      for (let x = cx - reach; x <= cx + reach; x += AT_ONCE) {
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
          x,
          dy,
          tolerance,
        );
        for (let dx = x; dx < x + AT_ONCE && dx <= cx + reach; dx++) {
          const compared = load<i32>(counts + 8 * (dx - x));
          const matched = load<i32>(counts + 8 * (dx - x), 4);
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
}
