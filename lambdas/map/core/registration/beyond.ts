import type { XY } from '../../placement.ts';
import type { Kernel, Strip } from '../../ports/kernel.ts';
import { findPeaks } from './candidates.ts';
import { type Verdict, weighed } from './judge.ts';
import { SAME_PLACE } from './repetition.ts';
import { type Scene, settle, type Tried } from './scene.ts';
import { apart, leastBeyond, MARGIN } from './windows.ts';

/** Peaks of the correlation that reaches beyond; how far runs of pixels may move them, and how many are looked at closely. */
const PEAKS = 24;
const SETTLING = { reach: 2, most: 5 };
/**
 * Share of equal pixels that no flank has (up to 0.7), and of another place from which on something repeats: houses of many kinds have
 * up to 0.57 beside the truth, houses in rows from 0.82 on.
 */
const CLEAR = { best: 0.9, next: 0.8 };

/** Offsets that may fit, as far as a margin beyond where offsets may lie: asked for only by those that need them, and once. */
export function peaksBeyond(kernel: Kernel, a: Strip, b: Strip, planned: XY, radius: number): () => XY[] {
  let found: XY[] | undefined;
  const far = radius + MARGIN;
  return () => {
    found ??= findPeaks(kernel, a, b, planned, {
      scale: 4,
      margin: far,
      radius: far,
      most: PEAKS,
      least: leastBeyond,
    }).offsets;
    return found;
  };
}

/**
 * What is looked at ends somewhere, and of a true offset beyond that edge only the flank is seen: up to 0.7 of the pixels are equal
 * there, and nowhere else as many. So a sure offset is held against what fits a margin further.
 * @returns undefined where another place fits clearly better; less sure where one fits as well
 */
export function heldAgainst(scene: Scene, verdict: Verdict, places: XY[]): Verdict | undefined {
  const wider: Scene = { ...scene, isAllowed: scene.isSearched };
  return weighed(verdict, settle(wider, [verdict.best.at, ...places], SETTLING));
}

/** Whether nearly all pixels agree with an offset and with no other: then nothing beyond fits better. */
export const isClear = (best: Tried, others: Tried[]): boolean =>
  best.share >= CLEAR.best && others.every(({ at, share }) => share < CLEAR.next || apart(at, best.at) <= SAME_PLACE);
