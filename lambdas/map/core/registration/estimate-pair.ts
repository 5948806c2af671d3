import type { XY } from '../../placement.ts';
import type { Kernel, Strip } from '../../ports/kernel.ts';
import { heldAgainst, isClear, peaksBeyond } from './beyond.ts';
import { findPeaks, type Peaks, ratioAt } from './candidates.ts';
import { type Finding, type Limits, located, nothing, sharpened } from './finding.ts';
import { FLAT_PIXELS, judge, type Verdict } from './judge.ts';
import { SAME_PLACE } from './repetition.ts';
import { inLight, openScene, type Scene, settle } from './scene.ts';
import { tryEverything } from './try-everything.ts';
import { apart, LEAST_OVERLAP, sharedWindows } from './windows.ts';

/** Height of the first peak of a correlation over the second from which its offset is looked at alone. */
const RATIO = { quarter: 2, half: 1.5 };
/** Peaks of a correlation; and how many of them are tried beside the first, to see whether another fits as well. */
const PEAKS = { all: 24, beside: 12, seen: 8 };
/** px that runs of pixels may move a peak, and how many peaks are then looked at closely. */
const SETTLING = { reach: 2, most: 5 };
/** Where an offset beside the first matches so well something repeats: then all places that might fit are tried. */
const REPEATED = 0.9;

/**
 * The offset of two shots, as strips from prepareShot, near the planned one. Three tiers, each only if the one before was not
 * sure: correlation at a quarter of the resolution, at half of it, and everything that fits tried pixel by pixel.
 */
export const estimatePair = (kernel: Kernel, a: Strip, b: Strip, plan: XY, limits: Limits): Finding =>
  kernel.undoing(() => estimate(kernel, a, b, plan, limits));

function estimate(kernel: Kernel, a: Strip, b: Strip, plan: XY, limits: Limits): Finding {
  const planned = plan.map(Math.round) as XY;
  const { radius } = limits;
  const size: XY = [a.width, a.height];
  const windows = sharedWindows(size, planned, radius, LEAST_OVERLAP);
  if (!windows) return nothing('no_overlap');
  const scene = openScene(kernel, a, b, windows, { planned, radius });
  const look = (scale: 2 | 4, margin: number) =>
    findPeaks(kernel, a, b, planned, { scale, margin, radius, most: PEAKS.all });
  const beyond = peaksBeyond(kernel, a, b, planned, radius);

  const quick = look(4, 0);
  const first = quick.ratio > RATIO.quarter ? surePeak(scene, quick, [], beyond) : undefined;
  if (first) return located(scene, first, limits);
  const margin = unaliased(size, planned, radius);
  const wide = look(4, radius);
  const second = margin > 0 && wide.ratio > RATIO.quarter ? surePeak(scene, wide, quick.offsets, beyond) : undefined;
  if (second) return located(scene, second, limits);
  const fine = look(2, margin);
  const third = fine.ratio > RATIO.half ? surePeak(scene, fine, quick.offsets, beyond) : undefined;
  if (third) return located(scene, third, limits);
  const found = tryEverything(scene, [quick, fine, wide], planned, limits, beyond);
  return found.reason !== 'sure' && isSamePicture(kernel, a, b, found) ? nothing('same_picture') : found;
}

/** Windows so much wider that no offset within the radius comes around from the other side of the surface. */
function unaliased(size: XY, planned: XY, radius: number): number {
  const least = Math.min(size[0] - Math.abs(planned[0]), size[1] - Math.abs(planned[1]));
  return Math.max(0, Math.min(radius, 2 * radius + 24 - least));
}

/** The first peak, if what the pixels say agrees with it, and no better with peaks that were seen before. */
function surePeak(scene: Scene, peaks: Peaks, seen: XY[], beyond: () => XY[]): Verdict | undefined {
  return inLight(scene, peaks.offsets[0]!, (lit) => {
    const places = [...peaks.offsets.slice(0, PEAKS.beside), ...seen.slice(0, PEAKS.seen)];
    const tried = settle(lit, places, SETTLING);
    const [first, ...others] = tried;
    if (!first) return undefined;
    const verdict = judge(tried, ratioAt(peaks, first.at));
    const isAlone = !others.some(({ at, share }) => share > REPEATED && apart(at, first.at) > SAME_PLACE);
    if (!verdict?.isSure || !isAlone) return undefined;
    const held = isClear(first, others) ? verdict : heldAgainst(lit, verdict, beyond());
    return held && sharpened(lit, held);
  });
}

/** Both pictures are one: all that can be compared is equal, at no offset. Where something repeats that says nothing. */
function isSamePicture(kernel: Kernel, a: Strip, b: Strip, { lattice }: Finding): boolean {
  if (lattice) return false;
  const { compared, matched } = kernel.match(a, b, [0, 0], { tolerance: 2, every: 8 });
  return compared >= FLAT_PIXELS && matched > 0.98 * compared;
}
