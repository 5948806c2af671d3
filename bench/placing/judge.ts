/** How right and how honest an estimate is, by the truth. */
import type { Pair, XY } from '../../lambdas/map/placement.ts';
import type { KnownShot } from './dataset.ts';

/** A place or an offset off by this much, px in x or y, is wrong. */
const WRONG = { pair: 1, shot: 0.5 };

export type PairSaid = { a: string; b: string; offset: XY | null; confidence: number; reason?: Pair['reason'] };
export type ShotSaid = { id: string; position: XY; confidence: number; reason?: string };

export type JudgedPair = PairSaid & { truth: XY; right: boolean };

export function judgePairs(said: PairSaid[], shots: KnownShot[]): JudgedPair[] {
  const places = new Map(shots.map((shot) => [shot.id, shot.true]));
  return said.map((pair) => {
    const truth = between(places.get(pair.b)!, places.get(pair.a)!);
    return { ...pair, truth, right: pair.offset !== null && farOff(pair.offset, truth) <= WRONG.pair };
  });
}

/** Counts for a row of a table. */
export const countPairs = (pairs: JudgedPair[]) => {
  const says = (reason: string) => pairs.filter((pair) => pair.reason === reason).length;
  return {
    pairs: pairs.length,
    'right within 1 px': pairs.filter(({ right }) => right).length,
    flat: says('flat'),
    'no offset said': pairs.filter(({ offset }) => offset === null).length,
    'wrong at >= 0.9': pairs.filter(({ right, confidence }) => !right && confidence >= 0.9).length,
    'wrong at >= 0.5': pairs.filter(({ right, confidence }) => !right && confidence >= 0.5).length,
    'right below 0.5': pairs.filter(({ right, confidence }) => right && confidence < 0.5).length,
  };
};

export type JudgedShot = ShotSaid & { truth: XY; off: XY; right: boolean; solvable: boolean };

/** Up to one common shift: the median of what the shots that can be known are off by. */
export function judgeShots(said: ShotSaid[], shots: KnownShot[]): JudgedShot[] {
  const known = new Map(shots.map((shot) => [shot.id, shot]));
  const all = said.map((shot) => ({
    ...shot,
    ...known.get(shot.id)!,
    off: between(shot.position, known.get(shot.id)!.true),
  }));
  const solvable = all.filter((shot) => shot.solvable);
  const middle = ([0, 1] as const).map((axis) => {
    const sorted = (solvable.length > 0 ? solvable : all).map(({ off }) => off[axis]).toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1]!;
  }) as XY;
  return all.map(({ id, position, confidence, reason, true: truth, off: raw, solvable }) => {
    const off = between(raw, middle);
    const right = farOff(raw, middle) <= WRONG.shot;
    return { id, position, confidence, ...(reason && { reason }), truth, off, right, solvable };
  });
}

export const countShots = (shots: JudgedShot[]) => {
  const solvable = shots.filter((shot) => shot.solvable);
  const right = solvable.filter((shot) => shot.right);
  const wrong = shots.filter((shot) => !shot.right);
  return {
    shots: shots.length,
    solvable: solvable.length,
    'within 0.5 px': right.length,
    '%': (100 * right.length) / solvable.length,
    'wrong at >= 0.9': wrong.filter(({ confidence }) => confidence >= 0.9).length,
    'wrong at >= 0.5': wrong.filter(({ confidence }) => confidence >= 0.5).length,
    'right below 0.5': right.filter(({ confidence }) => confidence < 0.5).length,
  };
};

const between = (to: XY, from: XY): XY => [to[0] - from[0], to[1] - from[1]];
const farOff = (a: XY, b: XY) => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
