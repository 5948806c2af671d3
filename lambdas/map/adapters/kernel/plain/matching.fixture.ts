/** The kernel's comparing primitives in plain JavaScript. */
import type { XY } from '../../../placement.ts';
import type { Matches } from '../../../ports/kernel.ts';
import { comparable, overlap } from './overlap.fixture.ts';
import { isValid, type PlainStrip, TEXTURED } from './pictures.fixture.ts';

type Looked = { tolerance: number; every?: number };

export function plainMatch(a: PlainStrip, b: PlainStrip, at: XY, { tolerance, every = 1 }: Looked): Matches {
  let compared = 0;
  let matched = 0;
  overlap(a, at, every, (i, j) => {
    if (!comparable(a, i, b, j)) return;
    compared += 1;
    if (Math.abs(a.values[i]! - b.values[j]!) <= tolerance) matched += 1;
  });
  return { compared, matched };
}

export function plainRuns(
  strip: PlainStrip,
  { rows, least, most }: { rows: number; least: number; most: number },
): XY[] {
  const runs: XY[] = [];
  for (let top = 0; top + rows <= strip.height; top += rows)
    for (let left = 0; left < strip.width; left += 16) {
      let best = least - 1;
      let row = -1;
      for (let y = top; y < top + rows; y++) {
        let textured = 0;
        for (let x = left; x < Math.min(left + 16, strip.width); x++)
          if (strip.flags[y * strip.width + x] === TEXTURED) textured += 1;
        if (textured <= best) continue;
        best = textured;
        row = y;
      }
      if (row >= 0 && runs.length < most) runs.push([left, row]);
    }
  return runs;
}

function compareRun(a: PlainStrip, b: PlainStrip, [left, y]: XY, [dx, dy]: XY, tolerance: number): Matches {
  const { width, height } = a;
  let compared = 0;
  let matched = 0;
  if (y - dy < 0 || y - dy >= height) return { compared, matched };
  for (let x = left; x < Math.min(left + 16, width); x++) {
    const [i, j] = [y * width + x, (y - dy) * width + x - dx];
    if (x - dx < 0 || x - dx >= width || a.flags[i] !== TEXTURED || !isValid(b.flags[j])) continue;
    compared += 1;
    if (Math.abs(a.values[i]! - b.values[j]!) <= tolerance) matched += 1;
  }
  return { compared, matched };
}

export function plainMatchRuns(
  a: PlainStrip,
  b: PlainStrip,
  runs: XY[],
  candidates: XY[],
  { tolerance, reach, every = 1 }: Looked & { reach: number },
): (Matches & { at: XY })[] {
  const looked = runs.filter((_, i) => i % every === 0);
  return candidates.map(([cx, cy]) => {
    let best: (Matches & { at: XY }) | undefined;
    let highest = -1;
    for (let dy = cy - reach; dy <= cy + reach; dy++)
      for (let dx = cx - reach; dx <= cx + reach; dx++) {
        let compared = 0;
        let matched = 0;
        for (const run of looked) {
          const seen = compareRun(a, b, run, [dx, dy], tolerance);
          compared += seen.compared;
          matched += seen.matched;
        }
        const score = compared >= 60 ? Math.fround(matched / (compared + 40)) : 0;
        if (score <= highest) continue;
        highest = score;
        best = { at: [dx, dy], compared, matched };
      }
    return best!;
  });
}

/** The values of a strip between its pixels, by Catmull-Rom's cubic in x and y. */
function between({ values, width }: PlainStrip, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [weights(x - x0), weights(y - y0)];
  let sum = 0;
  for (let j = 0; j < 4; j++)
    for (let i = 0; i < 4; i++) sum += down[j]! * across[i]! * values[(y0 - 1 + j) * width + x0 - 1 + i]!;
  return sum;
}

const weights = (t: number): number[] => [
  ((-0.5 * t + 1) * t - 0.5) * t,
  (1.5 * t - 2.5) * t * t + 1,
  ((-1.5 * t + 2) * t + 0.5) * t,
  (0.5 * t - 0.5) * t * t,
];

export function plainGradients(
  a: PlainStrip,
  b: PlainStrip,
  [dx, dy]: XY,
  [sx, sy]: XY,
  { tolerance, every = 1 }: Looked,
): { xx: number; xy: number; yy: number; xr: number; yr: number; count: number } {
  const { width, height } = a;
  const sums = { xx: 0, xy: 0, yy: 0, xr: 0, yr: 0, count: 0 };
  for (let y = Math.max(dy, 0) + 8; y < Math.min(height, height + dy) - 8; y += every)
    for (let x = Math.max(dx, 0) + 8; x < Math.min(width, width + dx) - 8; x++) {
      const i = y * width + x;
      if (!comparable(a, i, b, (y - dy) * width + x - dx)) continue;
      const shown = (i: number, j: number) => between(b, x + i - dx - sx, y + j - dy - sy);
      const r = a.values[i]! - shown(0, 0);
      if (Math.abs(r) > tolerance) continue;
      const gx = (a.values[i + 1]! - a.values[i - 1]! + shown(1, 0) - shown(-1, 0)) / 4;
      const gy = (a.values[i + width]! - a.values[i - width]! + shown(0, 1) - shown(0, -1)) / 4;
      sums.xx += gx * gx;
      sums.xy += gx * gy;
      sums.yy += gy * gy;
      sums.xr += gx * r;
      sums.yr += gy * r;
      sums.count += 1;
    }
  return sums;
}
