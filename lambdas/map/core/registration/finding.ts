import type { Calibration, Pair, PairReason, XY } from '../../placement.ts';
import { findFraction } from './fraction.ts';
import { type Verdict, WEAK } from './judge.ts';
import { type Scene, sharpen } from './scene.ts';

/** What two pictures say of each other, without their names. */
export type Finding = Omit<Pair, 'a' | 'b' | 'side'>;
export type Limits = Pick<Calibration, 'radius' | 'whole'>;

/** An offset that fewer pixels agree with is looked at to the last bit: water may have pulled it by a px. */
const BLURRED = 0.9;

export const nothing = (reason: PairReason): Finding => ({ offsets: [], confidence: 0, sigma: 0, reason });

export const sharpened = (scene: Scene, verdict: Verdict): Verdict =>
  scene.isLit || verdict.best.share >= BLURRED ? verdict : { ...verdict, best: sharpen(scene, verdict.best) };

/** A sure offset; where places lie between whole px, to a fraction of one. */
export function located(scene: Scene, { best, confidence }: Verdict, { whole }: Limits): Finding {
  const sure = (at: XY, sigma: number, limit = 1): Finding => {
    const offsets = [{ at, score: best.share }];
    return { offsets, confidence: Math.min(limit, confidence), sigma, reason: 'sure' };
  };
  if (whole) return sure(best.at, 0);
  const found = findFraction(scene, best.at);
  return found ? sure(found.at, found.sigma) : sure(best.at, 0.5, WEAK.confidence);
}
