import { describe, expect, it } from 'vitest';
import type { Pair, PlacedShot, Placement, XY } from '../../placement.ts';
import { type City, cityOf, errorsOf, LATTICE, LATTICE_STEPS, STEP } from './city.fixture.ts';
import { placeShots } from './place-shots.ts';

const byId = ({ shots }: Placement) => new Map(shots.map((shot) => [shot.id, shot]));
const touches = (id: string) => (pair: Pair) => pair.a === id || pair.b === id;
const without = (pair: Pair, reason: Pair['reason']): Pair => ({ ...pair, offsets: [], confidence: 0, reason });
const moved = (pair: Pair, [x, y]: XY): Pair => ({
  ...pair,
  offsets: pair.offsets.map(({ at, score }) => ({ at: [at[0] + x, at[1] + y], score })),
});
const wrongOnes = (city: Pick<City, 'truth'>, shots: PlacedShot[]) => {
  const errors = errorsOf(city, shots);
  return shots.filter(({ id }) => errors.get(id)! > 0.5);
};
const isSane = ({ shots }: Placement) => {
  for (const { position, confidence, residual } of shots) {
    expect(position.every(Number.isFinite)).toBe(true);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
    expect(residual === null || Number.isFinite(residual)).toBe(true);
  }
};

describe('what repeats, is flat, or lies alone', () => {
  it('puts a shot of pure water on the lattice place nearest to its plan', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const city = cityOf({ rows: 6, cols: 7, seed });
      const water = 'r0c4';
      // Any place of the lattice fits: the pair names one that is two steps off.
      const pairs = city.pairs.map((pair): Pair => {
        if (!touches(water)(pair)) return pair;
        const { offsets } = moved(pair, pair.b === water ? [64, 32] : [-64, -32]);
        return { ...pair, offsets, confidence: 0.2, reason: 'ambiguous', lattice: LATTICE };
      });
      const { shots } = placeShots(city.shots, pairs);
      const found = shots.find(({ id }) => id === water)!;
      expect(found).toMatchObject({ reason: 'ambiguous' });
      expect(found.confidence).toBeLessThan(0.5);
      const others = shots.filter(({ id }) => id !== water);
      expect(wrongOnes(city, others)).toEqual([]);
      const shift = others[0]!.position.map((px, axis) => px - city.truth.get(others[0]!.id)![axis]!) as XY;
      const [x, y] = found.position.map((px, axis) => px - shift[axis]! - city.truth.get(water)![axis]!) as XY;
      // On the lattice: both coordinates in its two vectors are whole.
      expect(Number.isInteger((x / 32 + y / 16) / 2)).toBe(true);
      expect(Number.isInteger((y / 16 - x / 32) / 2)).toBe(true);
      const { nominal } = city.shots.find(({ id }) => id === water)!;
      const far = (right: number, down: number) =>
        Math.hypot(found.position[0] + right - nominal[0], found.position[1] + down - nominal[1]);
      // The plan, corrected by a drift of some px.
      for (const [right, down] of LATTICE_STEPS) expect(far(right, down)).toBeGreaterThan(far(0, 0) - 10);
    }
  });

  it('fills a lake between placed shores: by the plan and its drift, with the reason', () => {
    const city = cityOf({ rows: 20, cols: 40, drift: [3, 1], seed: 4, off: 10, lakes: 3 });
    const placement = placeShots(city.shots, city.pairs);
    const errors = errorsOf(city, placement.shots);
    expect(city.lake.size).toBeGreaterThan(10);
    for (const { id, confidence, reason } of placement.shots) {
      if (city.lake.has(id)) {
        expect(errors.get(id)).toBeLessThan(30);
        expect(confidence).toBeLessThan(0.1);
        expect(reason).toBe('flat');
      } else expect(errors.get(id)).toBe(0);
    }
  });

  it('says alone of what has no neighbour, different of what fits none', () => {
    const city = cityOf({ rows: 5, cols: 5 });
    const lonely = placeShots(
      city.shots,
      city.pairs.filter((pair) => !touches('r2c2')(pair)),
    );
    expect(byId(lonely).get('r2c2')).toMatchObject({ reason: 'alone', residual: null });
    const odd = city.pairs.map((pair) => (touches('r2c2')(pair) ? without(pair, 'different') : pair));
    const placement = placeShots(city.shots, odd);
    expect(byId(placement).get('r2c2')).toMatchObject({ reason: 'different' });
    expect(byId(placement).get('r2c2')!.confidence).toBeLessThan(0.1);
    expect(
      wrongOnes(
        city,
        placement.shots.filter(({ id }) => id !== 'r2c2'),
      ),
    ).toEqual([]);
  });

  it('lets loops decide where every pair is ambiguous', () => {
    const city = cityOf({ rows: 12, cols: 12, ambiguous: 1 });
    const placement = placeShots(city.shots, city.pairs);
    isSane(placement);
    expect(wrongOnes(city, placement.shots)).toEqual([]);
  });

  it('is sure of nothing where every pair repeats on the lattice', () => {
    const city = cityOf({ rows: 6, cols: 8 });
    const pairs = city.pairs.map((pair): Pair => ({ ...pair, confidence: 0.2, reason: 'ambiguous', lattice: LATTICE }));
    const placement = placeShots(city.shots, pairs);
    isSane(placement);
    for (const { confidence, reason } of placement.shots) {
      expect(confidence).toBeLessThan(0.5);
      expect(reason).toBe('ambiguous');
    }
  });
});

describe('pairs that are wrong', () => {
  it.each([1, 2, 3])('survives a row of pairs of which no two agree, if two say the truth (seed %i)', (seed) => {
    const city = cityOf({ rows: 8, cols: 12, seed });
    let kept = 0;
    const pairs = city.pairs.map((pair, k) => {
      if (!(pair.a.startsWith('r3') && pair.b.startsWith('r4')) || kept++ < 2) return pair;
      return moved(pair, [((k * 37) % 81) - 40 || 9, ((k * 53) % 77) - 38 || 9]);
    });
    const placement = placeShots(city.shots, pairs);
    isSane(placement);
    expect(wrongOnes(city, placement.shots)).toEqual([]);
  });

  it('keeps both halves whole and is sure of one only, where nothing between them can be believed', () => {
    const city = cityOf({ rows: 8, cols: 12 });
    const pairs = city.pairs.map((pair, k) =>
      pair.a.startsWith('r2') && pair.b.startsWith('r3')
        ? moved(pair, [((k * 37) % 81) - 40 || 9, (k * 53) % 77])
        : pair,
    );
    const { shots } = placeShots(city.shots, pairs);
    const upper = shots.filter(({ id }) => /^r[012]/.test(id));
    const lower = shots.filter(({ id }) => !/^r[012]/.test(id));
    expect(wrongOnes(city, lower)).toEqual([]);
    expect(wrongOnes(city, upper)).toEqual([]);
    expect(Math.min(...lower.map(({ confidence }) => confidence))).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...upper.map(({ confidence }) => confidence))).toBeLessThan(0.5);
    expect(new Set(upper.map(({ reason }) => reason))).toEqual(new Set(['apart']));
  });

  it('places halves without a pair between them by their plan', () => {
    const city = cityOf({ rows: 6, cols: 20, off: 5 });
    const halfOf = (id: string) => Number(id.split('c')[1]) < 9;
    const pairs = city.pairs.filter(({ a, b }) => halfOf(a) === halfOf(b));
    const placement = placeShots(city.shots, pairs);
    isSane(placement);
    const small = placement.shots.filter(({ id }) => halfOf(id));
    expect(wrongOnes(city, small)).toEqual([]);
    expect(Math.max(...errorsOf(city, placement.shots).values())).toBeLessThan(6);
    for (const { confidence, reason } of small) {
      expect(confidence).toBeLessThan(0.5);
      expect(reason).toBe('apart');
    }
  });

  it('rejects a pair that contradicts its loops, and says how far it is off', () => {
    const city = cityOf({ rows: 5, cols: 5 });
    const wrong = city.pairs.findIndex(({ a, b }) => a === 'r2c2' && b === 'r2c3');
    const placement = placeShots(city.shots, city.pairs.with(wrong, moved(city.pairs[wrong]!, [32, 16])));
    expect(wrongOnes(city, placement.shots)).toEqual([]);
    const rejected = placement.pairs.filter(({ used }) => !used);
    expect(rejected).toEqual([expect.objectContaining({ a: 'r2c2', b: 'r2c3', residual: Math.hypot(32, 16) })]);
    expect(byId(placement).get('r2c2')!.confidence).toBeGreaterThan(0.9);
  });

  it.each([1, 2, 3])('is not harmed by two swapped shots, nor by the same picture twice (seed %i)', (seed) => {
    const city = cityOf({ rows: 7, cols: 7, seed });
    const swapped = ['r3c3', 'r3c4'];
    const odd = [...swapped, 'r0c6'];
    const pairs = city.pairs.map((pair, k) => {
      if (odd.every((id) => !touches(id)(pair))) return pair;
      if (swapped.every((id) => touches(id)(pair))) return without(pair, 'different');
      if (touches('r0c6')(pair) && touches('r0c5')(pair))
        return { ...pair, offsets: [{ at: [0, 0] as XY, score: 1 }], reason: 'same_picture' as const };
      // Some are sure of nonsense.
      return k % 3 === 0
        ? moved(pair, [((k * 31) % 61) - 30 || 7, ((k * 17) % 59) - 29 || 7])
        : without(pair, 'different');
    });
    const { shots } = placeShots(city.shots, pairs);
    for (const shot of shots) {
      if (!odd.includes(shot.id)) continue;
      expect(shot.confidence).toBeLessThan(0.5);
      expect(shot.reason).toBe('different');
    }
    const others = shots.filter(({ id }) => !odd.includes(id));
    expect(wrongOnes(city, others)).toEqual([]);
    expect(Math.min(...others.map(({ confidence }) => confidence))).toBeGreaterThan(0.9);
  });

  it('gives a corner that two pairs dispute to the plan, and is not sure of it', () => {
    const city = cityOf({ rows: 4, cols: 4, off: 3, diagonals: false });
    const wrong = city.pairs.findIndex(({ a, b }) => a === 'r0c0' && b === 'r0c1');
    const { shots } = placeShots(city.shots, city.pairs.with(wrong, moved(city.pairs[wrong]!, [64, 0])));
    expect(wrongOnes(city, shots)).toEqual([]);
    expect(shots[0]).toMatchObject({ id: 'r0c0', reason: 'different' });
    expect(shots[0]!.confidence).toBeLessThan(0.5);
  });

  it('trusts what hangs on a single pair no further than 0.8', () => {
    const city = cityOf({ rows: 4, cols: 9 });
    const right = (id: string) => Number(id.split('c')[1]) > 5;
    const pairs = city.pairs.filter(({ a, b }) => right(a) === right(b) || (a === 'r1c5' && b === 'r1c6'));
    const { shots } = placeShots(city.shots, pairs);
    expect(wrongOnes(city, shots)).toEqual([]);
    for (const { id, confidence, reason } of shots) {
      expect(reason).toBe(right(id) ? 'one_pair' : 'matched');
      if (right(id)) expect(confidence).toBeLessThanOrEqual(0.8);
      expect(confidence).toBeGreaterThanOrEqual(0.5);
    }
  });

  it('stays sane with pairs that say nothing, nonsense, or the same twice', () => {
    const city = cityOf({ rows: 3, cols: 3 });
    const [first] = city.pairs;
    const nonsense: Pair = {
      ...first!,
      offsets: [{ at: [Number.NaN, Infinity], score: Number.NaN }],
      sigma: Number.NaN,
    };
    isSane(placeShots(city.shots, [...city.pairs.slice(1), nonsense]));
    isSane(placeShots(city.shots, [...city.pairs, ...city.pairs]));
    isSane(
      placeShots(
        city.shots,
        city.pairs.map((pair) => without(pair, 'no_overlap')),
      ),
    );
    isSane(
      placeShots(
        city.shots,
        city.pairs.map((pair, k) => moved(pair, [k * STEP[0], -k * STEP[1]])),
      ),
    );
  });
});
