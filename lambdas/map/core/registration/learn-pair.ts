import type { XY } from '../../placement.ts';
import type { Bins, Kernel, Strip } from '../../ports/kernel.ts';
import { colourChanges, type PairColours } from './animated-colours.ts';
import { findPeaks, LEAST_OVERLAP } from './candidates.ts';
import { findFraction } from './fraction.ts';
import { inLight, openScene, settle } from './scene.ts';
import { apart, sharedWindows } from './windows.ts';

/** A shot of the sample in the kernel's memory: as it is compared, and the chroma bin of every pixel. */
export type Learner = { strip: Strip; bins: Bins };

/** What a pair that surely fits tells of all. */
export type SurePair = {
  /** Distance from the plan in px, the greater one of x and y. */
  error: number;
  /** Distance of the offset from a whole one in px; undefined where nothing holds it. */
  fraction: number | undefined;
  colours: PairColours;
};

/** How far offsets are looked for while nothing is known, in px, and what share of the planned overlap that may be at most. */
const WIDE = { least: 48, most: 256, ofOverlap: 0.8 };
/** Correlation alone decides here: exact matching follows moving water as long as its colours are not known. */
const SURE = { ratio: 2, height: 8 };
/** px that the pixels may move the peak of a correlation at half the resolution. */
const REACH = 4;

export function wideRadius(size: XY, planned: XY): number {
  const overlap = Math.min(...size.map((length, axis) => length - Math.abs(planned[axis]!)));
  return Math.max(WIDE.least, Math.min(WIDE.most, Math.floor(WIDE.ofOverlap * overlap)));
}

/** @returns undefined when the pictures do not surely fit */
export function learnPair(kernel: Kernel, a: Learner, b: Learner, plan: XY): SurePair | undefined {
  const planned = plan.map(Math.round) as XY;
  const size: XY = [a.strip.width, a.strip.height];
  const radius = wideRadius(size, planned);
  const peaks = findPeaks(kernel, a.strip, b.strip, planned, { scale: 2, margin: radius, radius, most: 4 });
  const [peak] = peaks.offsets;
  if (!peak || peaks.ratio < SURE.ratio || peaks.height < SURE.height) return undefined;
  const near = sharedWindows(size, peak.map(Math.round) as XY, REACH, LEAST_OVERLAP);
  if (!near) return undefined;
  return inLight(openScene(kernel, a.strip, b.strip, near), peak, (scene) => {
    const [best] = settle(scene, [peak], REACH - 1);
    if (!best || apart(best.at, peak) > REACH) return undefined;
    const found = findFraction(scene, best.at);
    const bins = binsWithin(a.bins, near.a);
    return {
      error: apart(best.at, planned),
      fraction: found && apart(found.at, found.at.map(Math.round) as XY),
      colours: colourChanges(scene, bins, best.at),
    };
  });
}

/** The bins of a box: no copy, and nothing to free. */
function binsWithin(bins: Bins, [left, top, width, height]: [number, number, number, number]): Bins {
  return { ...bins, at: bins.at + 2 * (top * bins.stride + left), width, height };
}
