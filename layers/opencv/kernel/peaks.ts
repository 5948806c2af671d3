import { sum4f } from './bytes';

/**
 * The highest local maxima (of 3 x 3) of a surface that repeats at its ends, within rx and ry cells of (cx, cy). A cell of a plateau
 * counts if no neighbour is higher. Of two that are at most `apart` cells from each other in x and y only the higher is kept, of
 * equal ones the first in reading order.
 * out: `most` times (x, y, value): 32-bit floats, x and y moved to the top of the parabolas through the neighbours; behind them the
 * root of the mean square of all cells looked at. `scratch`: (2 rx + 24) * (2 ry + 3) floats, 24 bytes for each cell looked at, and 8
 * for each of the `most`.
 * Returns how many were found.
 */
export function peaks(
  surface: usize,
  width: i32,
  height: i32,
  cx: i32,
  cy: i32,
  rx: i32,
  ry: i32,
  most: i32,
  apart: f32,
  out: usize,
  scratch: usize,
): i32 {
  const across = 2 * rx + 1;
  const line = 4 * (across + 2 + 16);
  let square: f64 = 0;
  for (let y = -1; y <= 2 * ry + 1; y++) {
    const row = surface + 4 * width * wrapped(cy - ry + y, height);
    const to = scratch + (y + 1) * line;
    for (let x = -1; x <= across; ) {
      const from = wrapped(cx - rx + x, width);
      const n = min(width - from, across + 1 - x);
      memory.copy(to + 4 * (x + 1), row + 4 * from, 4 * n);
      x += n;
    }
    // What is looked at four at a time beyond the end must not be a maximum.
    memory.fill(to + 4 * (across + 2), 0, 64);
  }
  const found = scratch + line * (2 * ry + 3);
  let n = 0;
  for (let y = 0; y <= 2 * ry; y++) {
    const row = scratch + (y + 1) * line + 4;
    let sum = f32x4.splat(0);
    for (let x = 0; x < across; x += 4) {
      const at = row + 4 * x;
      const inside = i32x4.lt_s(i32x4.add(i32x4.splat(x), i32x4(0, 1, 2, 3)), i32x4.splat(across));
      const value = v128.and(v128.load(at), inside);
      sum = f32x4.add(sum, f32x4.mul(value, value));
      const around = f32x4.max(
        f32x4.max(beside(at - line), beside(at + line)),
        f32x4.max(v128.load(at - 4), v128.load(at + 4)),
      );
      let mask = i32x4.bitmask(v128.and(f32x4.ge(value, around), inside));
      for (; mask; mask &= mask - 1) {
        const cell = found + 12 * n++;
        const k = x + ctz(mask);
        store<i32>(cell, k);
        store<i32>(cell, y, 4);
        store<f32>(cell, load<f32>(row + 4 * k), 8);
      }
    }
    square += sum4f(sum);
  }
  const deviation = <f32>Math.sqrt(square / (<f64>across * (2 * ry + 1)));
  store<f32>(out + 12 * most, deviation);
  const high = highFirst(found, n, HIGH * deviation);
  return select(found, high, n, most, apart, out, scratch, line, cx - rx, cy - ry);
}

/** Deviations from which on a maximum is high: one of ten is, and seldom are more asked for. */
const HIGH: f32 = 2.5;

/** The high ones first, and how many they are; what is as high as another stays behind it. `found`: with as much room behind it. */
function highFirst(found: usize, n: i32, limit: f32): i32 {
  let high = 0;
  let low = 0;
  const behind = found + 12 * n;
  for (let i = 0; i < n; i++) {
    const cell = found + 12 * i;
    const isHigh = load<f32>(cell, 8) >= limit;
    const to = isHigh ? found + 12 * high : behind + 12 * low;
    store<u64>(to, load<u64>(cell));
    store<f32>(to, load<f32>(cell, 8), 8);
    high += <i32>isHigh;
    low += <i32>!isHigh;
  }
  memory.copy(found + 12 * high, behind, 12 * low);
  return high;
}

/** The greatest of three neighbours, for four cells. */
function beside(at: usize): v128 {
  return f32x4.max(v128.load(at), f32x4.max(v128.load(at - 4), v128.load(at + 4)));
}

function wrapped(i: i32, n: i32): i32 {
  const rest = i % n;
  return rest < 0 ? rest + n : rest;
}

/** Takes the highest again and again, and what is near it away: of the first `high`, which are higher than all others, and then of these. */
function select(
  found: usize,
  high: i32,
  n: i32,
  most: i32,
  apart: f32,
  out: usize,
  window: usize,
  line: i32,
  left: i32,
  top: i32,
): i32 {
  let count = 0;
  let from = found;
  let here = high;
  const taken = found + 24 * n;
  let isRest = false;
  while (count < most) {
    let best = -Infinity as f32;
    let at: usize = 0;
    for (let i = 0; i < here; i++) {
      const value = load<f32>(from + 12 * i, 8);
      if (value > best) {
        best = value;
        at = from + 12 * i;
      }
    }
    if (!at && isRest) break;
    if (!at) {
      isRest = true;
      from = found + 12 * high;
      here = n - high;
      for (let k = 0; k < count; k++)
        here = without(from, here, load<i32>(taken + 8 * k), load<i32>(taken + 8 * k, 4), apart);
      continue;
    }
    const x = load<i32>(at);
    const y = load<i32>(at, 4);
    const cell = window + (y + 1) * line + 4 * (x + 1);
    store<f32>(out + 12 * count, <f32>(left + x) + top1(load<f32>(cell - 4), best, load<f32>(cell + 4)));
    store<f32>(out + 12 * count, <f32>(top + y) + top1(load<f32>(cell - line), best, load<f32>(cell + line)), 4);
    store<f32>(out + 12 * count, best, 8);
    store<i32>(taken + 8 * count, x);
    store<i32>(taken + 8 * count, y, 4);
    count++;
    here = without(from, here, x, y, apart);
  }
  return count;
}

/** Takes away what is at most `apart` cells from (x, y), and says how many are left. */
function without(found: usize, n: i32, x: i32, y: i32, apart: f32): i32 {
  let kept = 0;
  for (let i = 0; i < n; i++) {
    const other = found + 12 * i;
    if (<f32>abs(load<i32>(other) - x) <= apart && <f32>abs(load<i32>(other, 4) - y) <= apart) continue;
    const place = found + 12 * kept++;
    if (place === other) continue;
    store<u64>(place, load<u64>(other));
    store<f32>(place, load<f32>(other, 8), 8);
  }
  return kept;
}

/** Where the parabola through three neighbours has its top, from the middle one. */
function top1(before: f32, middle: f32, after: f32): f32 {
  const bend = before - 2 * middle + after;
  return bend < 0 ? (<f32>0.5 * (before - after)) / bend : 0;
}
