import type { XY } from '../../placement.ts';
import type { Strip } from '../../ports/kernel.ts';
import type { Scene } from './scene.ts';
import { minus } from './windows.ts';

/** Where between whole px an offset lies, and how sure that is. */
type Fraction = { at: XY; sigma: number };

/** Luma by which pixels may still differ, step by step: at first half a pixel of an edge, then noise. */
const LIMITS = [60, 40, 30, 30];
/** Standard deviation of the result on pictures cut between px with noise of 2: about a pixel's share of so many textured ones. */
const SIGMA = { least: 0.01, ofOne: 4 };

/**
 * Moves a whole offset to where the difference of the pictures is least, by Gauss-Newton on high-passed planes: on raw luma it walks
 * off when the light differs. @returns undefined when it leaves the pixel: the whole offset was not the best, or nothing holds it
 */
export function findFraction({ kernel, a, b, origin }: Scene, whole: XY): Fraction | undefined {
  const [one, other] = [kernel.highPass(a.values), kernel.highPass(b.values)];
  const strips: [Strip, Strip] = [
    { ...a, values: one },
    { ...b, values: other },
  ];
  let fraction: XY = [0, 0];
  let count = 0;
  for (const tolerance of LIMITS) {
    const sums = kernel.gradients(...strips, minus(whole, origin), fraction, { tolerance, every: 2 });
    const { xx, xy, yy, xr, yr } = sums;
    const determinant = xx * yy - xy * xy;
    count = sums.count;
    if (!(determinant > 1e-4 * xx * yy)) break;
    const step: XY = [(yy * xr - xy * yr) / determinant, (xx * yr - xy * xr) / determinant];
    fraction = minus(fraction, step);
    if (Math.max(...fraction.map(Math.abs)) > 1 || Math.hypot(...step) < 0.004) break;
  }
  kernel.free(one, other);
  if (count === 0 || Math.max(...fraction.map(Math.abs)) > 1) return undefined;
  const sigma = Math.max(SIGMA.least, SIGMA.ofOne / Math.sqrt(count));
  return { at: [whole[0] + fraction[0], whole[1] + fraction[1]], sigma };
}
