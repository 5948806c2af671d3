import { expect, it } from 'vitest';
import type { Pair, XY } from '../../placement.ts';
import { type City, cityOf, errorsOf } from './city.fixture.ts';
import { placeShots } from './place-shots.ts';

const columnOf = (id: string) => Number(id.split('c')[1]);
const isRight = (id: string) => columnOf(id) > 5;
const isAcross = ({ a, b }: Pair) => isRight(a) !== isRight(b);

/** The right third is tied to the rest by pairs that repeat: each can mean its truth, and some places a step of still water away. */
function shore(seed: number, steps: (pair: number) => XY[]): City {
  const city = cityOf({ rows: 5, cols: 9, seed, off: 10 });
  const pairs = city.pairs.map((pair, k): Pair => {
    if (!isAcross(pair)) return pair;
    const sign = isRight(pair.b) ? 1 : -1;
    const [x, y] = pair.offsets[0]!.at;
    const offsets = steps(k).map(([right, down]) => ({ at: [x + sign * right, y + sign * down] as XY, score: 0.99 }));
    return { ...pair, offsets, confidence: 0.2, sigma: 1, reason: 'ambiguous' };
  });
  return { ...city, pairs };
}

it('is not sure of shots that only loops of pairs tie which repeat, however sure they are of each other', () => {
  for (let seed = 1; seed <= 5; seed++) {
    // Water hides where the truth is: all fit best a step aside.
    const city = shore(seed, () => [[15, -8]]);
    const { shots } = placeShots(city.shots, city.pairs, { whole: true });
    const errors = errorsOf(city, shots);
    for (const { id, confidence, reason } of shots) {
      expect(errors.get(id)! > 0.5, id).toBe(isRight(id));
      if (!isRight(id)) expect(confidence).toBeGreaterThan(0.9);
      else expect([id, reason, confidence < 0.5]).toEqual([id, 'ambiguous', true]);
    }
  }
});

it('takes candidates a px apart for different ones where all is whole', () => {
  const city = shore(2, (k) => [[14 + (k % 3), -8 - (k % 2)]]);
  const { shots, pairs } = placeShots(city.shots, city.pairs, { whole: true });
  for (const { id, confidence } of shots) if (isRight(id)) expect(confidence).toBeLessThan(0.5);
  const used = pairs.filter((pair) => pair.used && isRight(pair.a) !== isRight(pair.b));
  for (const { residual } of used) expect(residual).toBeLessThan(1);
});

it('is at most 0.7 where no pair is sure that ties some sure of each other', () => {
  const city = cityOf({ rows: 5, cols: 9, off: 10 });
  const pairs = city.pairs.map((pair): Pair => (isAcross(pair) ? { ...pair, confidence: 0.85 } : pair));
  const { shots } = placeShots(city.shots, pairs, { whole: true });
  for (const { id, confidence, reason } of shots) {
    expect(reason).toBe('matched');
    if (isRight(id)) expect(confidence).toBe(0.7);
    else expect(confidence).toBeGreaterThan(0.9);
  }
});

it.each(['sure', 'weak'])(
  'believes no two shots that hold each other elsewhere by one %s pair, and fit nowhere there',
  (kind) => {
    // Two whose pictures are each other's neighbours, but of another place.
    const guests = ['r2c2', 'r2c3'];
    const city = cityOf({ rows: 5, cols: 6, off: 10 });
    const pairs = city.pairs.map((pair): Pair => {
      const count = guests.filter((id) => pair.a === id || pair.b === id).length;
      if (count !== 1) return pair;
      if (pair.a === 'r1c2' && pair.b === 'r2c2') {
        const [x, y] = pair.offsets[0]!.at;
        return { ...pair, offsets: [{ at: [x - 192, y + 32], score: 0.7 }], confidence: kind === 'sure' ? 0.96 : 0.85 };
      }
      return { ...pair, offsets: [], confidence: 0, reason: 'different' };
    });
    const { shots } = placeShots(city.shots, pairs, { whole: true });
    for (const { id, confidence, reason } of shots) {
      // The weak pair ties nothing at all.
      const told = kind === 'sure' ? 'different' : 'apart';
      if (guests.includes(id)) expect([id, reason, confidence < 0.5]).toEqual([id, told, true]);
      else expect(confidence).toBeGreaterThan(0.9);
    }
  },
);
