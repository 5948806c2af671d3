import { describe, expect, it } from 'vitest';
import { choosing } from '../../../../local/seeded.ts';
import type { Pair, Placement, ShotToPlace } from '../../placement.ts';
import { type City, type CitySpec, cityOf, errorsOf } from './city.fixture.ts';
import { placeShots } from './place-shots.ts';

const placed = (spec: CitySpec) => {
  const city = cityOf(spec);
  return { city, placement: placeShots(city.shots, city.pairs) };
};
const farOff = (city: City, { shots }: Placement, from: number) => {
  const errors = errorsOf(city, shots);
  return shots.filter(({ id, confidence }) => confidence >= from && errors.get(id)! > 0.5).map(({ id }) => id);
};

describe('placeShots', () => {
  it.each([
    { rows: 8, cols: 12 },
    { rows: 1, cols: 30 },
    { rows: 30, cols: 1 },
    { rows: 2, cols: 2, diagonals: false },
    { rows: 9, cols: 7, holes: 0.2 },
    { rows: 5, cols: 100, drift: [3, -2] as [number, number] },
  ])('finds every shot of a city whose pairs are right, to the pixel (%o)', (spec) => {
    const { city, placement } = placed(spec);
    expect(farOff(city, placement, 0)).toEqual([]);
    for (const { position, confidence, residual } of placement.shots) {
      expect(position.every(Number.isInteger)).toBe(true);
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(residual).toBe(0);
    }
    expect(placement.pairs.every(({ used }) => used)).toBe(true);
  });

  it('holds a row of 10,000 shots together that slips 30,000 px', () => {
    const { city, placement } = placed({ rows: 1, cols: 10_000, drift: [3, 0] });
    expect(farOff(city, placement, 0)).toEqual([]);
    expect(placement.pairs.every(({ used }) => used)).toBe(true);
  });

  it.each([1, 2, 3, 4, 5, 6])('answers the same for any order of shots and pairs (seed %i)', (seed) => {
    const { shots, pairs } = cityOf({
      rows: 9,
      cols: 11,
      seed,
      wrong: 0.05,
      wrongStep: 0.05,
      ambiguous: 0.1,
      lakes: 1,
    });
    const { below } = choosing(seed);
    const shuffled = <T>(list: T[]) =>
      list
        .map((each) => ({ each, at: below(1e9) }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each);
    expect(placeShots(shuffled(shots), shuffled(pairs))).toEqual(placeShots(shots, pairs));
  });

  it.each([1, 2, 3])('places sub-pixel offsets as dense least squares do (seed %i)', (seed) => {
    const { city, placement } = placed({ rows: 5, cols: 6, seed, noise: 0.1 });
    const dense = denseLeastSquares(city.shots, city.pairs);
    const at = new Map(placement.shots.map(({ id, position }) => [id, position]));
    for (const axis of [0, 1] as const) {
      const first = at.get(city.shots[0]!.id)![axis] - dense[axis]![0]!;
      for (const [k, { id }] of city.shots.entries()) {
        expect(at.get(id)![axis] - dense[axis]![k]!).toBeCloseTo(first, 6);
      }
    }
    expect(farOff(city, placement, 0)).toEqual([]);
  });

  it('rounds sub-pixel offsets where the build is known to be whole', () => {
    const city = cityOf({ rows: 5, cols: 6, noise: 0.05 });
    const whole = placeShots(city.shots, city.pairs, { whole: true });
    expect(whole.shots.every(({ position }) => position.every(Number.isInteger))).toBe(true);
    expect(farOff(city, whole, 0)).toEqual([]);
  });

  it('chooses the common shift that corrects the plan least, whatever the first shot is off', () => {
    const { city, placement } = placed({ rows: 10, cols: 10, seed: 3, drift: [2, 0] });
    const nominal = new Map(city.shots.map((shot) => [shot.id, shot.nominal]));
    for (const axis of [0, 1] as const) {
      const corrections = placement.shots
        .map(({ id, position }) => position[axis] - nominal.get(id)![axis])
        .sort((a, b) => a - b);
      expect(corrections.filter((each) => each < 0).length).toBeLessThanOrEqual(50);
      expect(corrections.filter((each) => each > 0).length).toBeLessThanOrEqual(50);
    }
  });

  it('says of rows that nothing ties to each other that they are apart, and of what hangs on them by one pair', () => {
    const { shots, pairs } = cityOf({ rows: 3, cols: 4 });
    const across = pairs.filter(({ a, b, side }) => side === 'right' && ![a, b].includes('r2c0'));
    const between = pairs
      .filter(({ side }) => side === 'below')
      .map((pair) => ({ ...pair, offsets: [], confidence: 0 }));
    const flat = between.map((pair) => ({ ...pair, reason: 'flat' as const }));
    const reasons = (row: number) =>
      placeShots(shots, [...across, ...flat])
        .shots.filter(({ id }) => id.startsWith(`r${row}`))
        .map(({ reason }) => reason);
    expect(reasons(0)).not.toContain('apart');
    expect(reasons(1)).toEqual(['apart', 'apart', 'apart', 'apart']);
    expect(reasons(2)).toEqual(['flat', 'apart', 'apart', 'apart']);
    const put = { fixed: [1060, 790] as [number, number] };
    const byHand = placeShots(
      shots.map((shot) => (shot.id === 'r1c1' ? { ...shot, ...put } : shot)),
      [...across, ...flat],
    ).shots.filter(({ id }) => id.startsWith('r1'));
    expect(byHand.map(({ reason }) => reason)).not.toContain('apart');
  });

  it('answers for nothing, for one shot, and for pairs that name others', () => {
    expect(placeShots([], [])).toEqual({ shots: [], pairs: [] });
    const { shots, pairs } = cityOf({ rows: 1, cols: 2 });
    const alone = { id: shots[0]!.id, position: shots[0]!.nominal, reason: 'alone', residual: null };
    const { shots: one, pairs: stray } = placeShots(shots.slice(0, 1), pairs);
    expect(one).toEqual([{ ...alone, confidence: expect.closeTo(0, 1) }]);
    expect(stray).toEqual([expect.objectContaining({ used: false, residual: null })]);
    expect(placeShots(shots, pairs).shots.map(({ reason }) => reason)).toEqual(['one_pair', 'one_pair']);
  });
});

/** All shots relative to the first, by Gauss: the slow truth. */
function denseLeastSquares(shots: ShotToPlace[], pairs: Pair[]): [number[], number[]] {
  const index = new Map(shots.map(({ id }, at) => [id, at]));
  return [0, 1].map((axis) => {
    const rows = shots.map((_, i) => [...shots.map((_, j) => (i === j && i === 0 ? 1 : 0)), 0]);
    for (const { a, b, offsets, confidence } of pairs) {
      const [i, j] = [index.get(a)!, index.get(b)!];
      rows[i]![i]! += confidence;
      rows[j]![j]! += confidence;
      rows[i]![j]! -= confidence;
      rows[j]![i]! -= confidence;
      rows[i]![shots.length]! -= confidence * offsets[0]!.at[axis]!;
      rows[j]![shots.length]! += confidence * offsets[0]!.at[axis]!;
    }
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < rows.length; j++) {
        const factor = j === i ? 0 : rows[j]![i]! / rows[i]![i]!;
        rows[j] = rows[j]!.map((value, k) => value - factor * rows[i]![k]!);
      }
    }
    return rows.map((row, i) => row[shots.length]! / row[i]!);
  }) as [number[], number[]];
}
