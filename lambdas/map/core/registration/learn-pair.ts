import type { XY } from '../../placement.ts';
import type { Bins, Kernel, Strip } from '../../ports/kernel.ts';
import { agreeingColours, areSameToTheBit, colourChanges, type PairColours } from './animated-colours.ts';
import { findPeaks } from './candidates.ts';
import { findFraction } from './fraction.ts';
import { inLight, openScene, type Scene, settle } from './scene.ts';
import { apart, LEAST_OVERLAP, minus, sharedWindows } from './windows.ts';

/** A shot of the sample in the kernel's memory: as it is compared, and the chroma bin of every pixel. */
export type Learner = { strip: Strip; bins: Bins };

/** What a pair that surely fits tells of all. */
export type SurePair = {
  /** Distance from the plan in px, the greater one of x and y. */
  error: number;
  /** From the nearest whole offset to where it lies, px; undefined where nothing holds it. */
  fraction: XY | undefined;
  colours: PairColours;
};

/** How far offsets are looked for while nothing is known, in px, and what share of the planned overlap that may be at most. */
const WIDE = { least: 48, most: 256, ofOverlap: 0.8 };
/**
 * What a sure offset has: a peak so many times as high as the next, and this high, in standard deviations; and more colours that
 * agree than any other offset, by a factor where its peak is not the highest. Equal pixels do not count: as long as its colours
 * are not known, exact matching follows the water, and where that moves as one the highest peak does.
 */
const SURE = { ratio: 2, height: 8, factor: 1.5, colours: 2 };
const PEAKS = 5;
/** px that the pixels may move the peak of a correlation at half the resolution. */
const REACH = 4;

export function wideRadius(size: XY, planned: XY): number {
  const overlap = Math.min(...size.map((length, axis) => length - Math.abs(planned[axis]!)));
  return Math.max(WIDE.least, Math.min(WIDE.most, Math.floor(WIDE.ofOverlap * overlap)));
}

/** @returns undefined when the pictures do not surely fit */
export const learnPair = (kernel: Kernel, a: Learner, b: Learner, plan: XY): SurePair | undefined =>
  kernel.undoing(() => learn(kernel, a, b, plan));

function learn(kernel: Kernel, a: Learner, b: Learner, plan: XY): SurePair | undefined {
  const planned = plan.map(Math.round) as XY;
  const size: XY = [a.strip.width, a.strip.height];
  const radius = wideRadius(size, planned);
  const look = (scale: 2 | 4) =>
    findPeaks(kernel, a.strip, b.strip, planned, { scale, margin: radius, radius, most: PEAKS });
  const quick = look(4);
  const peaks = quick.ratio >= SURE.ratio && quick.height >= SURE.height ? quick : look(2);
  const windows = sharedWindows(size, planned, radius, LEAST_OVERLAP);
  const [peak] = peaks.offsets;
  if (!peak || !windows || peaks.height < SURE.height) return undefined;
  return inLight(openScene(kernel, a.strip, b.strip, windows, { planned, radius }), peak, (scene) => {
    const bins = binsWithin(a.bins, windows.a);
    const tryPlace = (at: XY): Place => {
      const colours = colourChanges(scene, bins, at);
      return { at, colours, agreeing: agreeingColours(colours) };
    };
    const settled = settle(scene, peaks.offsets, { reach: REACH - 1, most: PEAKS }).map(({ at }) => at);
    const tried = distinct([...settled, ...peaks.offsets.map((at) => at.map(Math.round) as XY)]).map(tryPlace);
    const best = climb(tried.sort(byAgreeing)[0]!, tryPlace);
    const next = tried.find(({ at }) => apart(at, best.at) > REACH)?.agreeing ?? 0;
    const isFirst = peaks.ratio >= SURE.ratio && apart(best.at, peak) <= REACH;
    if (best.agreeing < (isFirst ? 1 : SURE.factor) * next + SURE.colours) return undefined;
    return { error: apart(best.at, planned), fraction: fractionAt(scene, bins, best.at), colours: best.colours };
  });
}

type Place = { at: XY; colours: PairColours; agreeing: number };
const byAgreeing = (one: Place, other: Place): number => other.agreeing - one.agreeing;

const distinct = (places: XY[]): XY[] =>
  places.filter((place, index) => places.findIndex((other) => apart(other, place) === 0) === index);

/** Water pulls at the pixels: a step or two from the peak more colours may agree. */
function climb(start: Place, look: (at: XY) => Place): Place {
  let best = start;
  for (let step = 0; step < REACH; step++) {
    const [x, y] = best.at;
    const around = [look([x - 1, y]), look([x + 1, y]), look([x, y - 1]), look([x, y + 1])].sort(byAgreeing);
    if (around[0]!.agreeing <= best.agreeing) break;
    best = around[0]!;
  }
  return best;
}

/** Where nearly all colours are the same to the last bit the offset is whole, whatever the water does. */
function fractionAt(scene: Scene, bins: Bins, at: XY): XY | undefined {
  if (areSameToTheBit(scene, bins, at)) return [0, 0];
  const found = findFraction(scene, at);
  return found && minus(found.at, found.at.map(Math.round) as XY);
}

/** The bins of a box: no copy, and nothing to free. */
function binsWithin(bins: Bins, [left, top, width, height]: [number, number, number, number]): Bins {
  return { ...bins, at: bins.at + 2 * left, top: bins.top + top, width, height };
}
