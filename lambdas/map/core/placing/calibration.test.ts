import { describe, expect, it } from 'vitest';
import { type CitySpec, cityOf, errorsOf } from './city.fixture.ts';
import { placeShots } from './place-shots.ts';

/** Cities that can be solved, with every fault that pairs have, some at once. */
const CITIES: CitySpec[] = [
  { rows: 14, cols: 16, wrong: 0.025, wrongStep: 0.025, lakes: 2 },
  { rows: 14, cols: 16, wrong: 0.05, wrongStep: 0.05 },
  { rows: 12, cols: 18, wrongStep: 0.05, ambiguous: 0.4 },
  { rows: 12, cols: 18, wrong: 0.03, wrongStep: 0.03, ambiguous: 0.2, noise: 0.1, holes: 0.1, drift: [3, -2] },
  { rows: 16, cols: 16, wrong: 0.03, wrongStep: 0.02, diagonals: false },
  { rows: 3, cols: 60, wrong: 0.02, diagonals: false },
  { rows: 1, cols: 40, wrong: 0.02 },
];

describe('confidence', () => {
  it.each(CITIES)('is never 0.9 for a shot that is wrong, and seldom low for one that is right (%o)', (spec) => {
    for (let seed = 1; seed <= 6; seed++) {
      const city = cityOf({ ...spec, seed });
      const { shots } = placeShots(city.shots, city.pairs);
      const errors = errorsOf(city, shots);
      const wrong = shots.filter(({ id }) => errors.get(id)! > 0.5);
      expect(wrong.filter(({ confidence }) => confidence >= 0.9)).toEqual([]);
      const right = shots.filter(({ id }) => errors.get(id)! <= 0.5 && !city.lake.has(id));
      const low = right.filter(({ confidence }) => confidence < 0.5);
      expect(low.length).toBeLessThanOrEqual(0.06 * right.length);
    }
  });

  it('falls along a row by what its pairs are inexact', () => {
    const city = cityOf({ rows: 1, cols: 400, noise: 0.2 });
    const { shots } = placeShots(city.shots, city.pairs);
    const errors = errorsOf(city, shots);
    const doubtful = shots.filter(({ confidence }) => confidence < 0.5);
    expect(doubtful.length).toBeGreaterThan(300);
    const wrong = shots.filter(({ id, confidence }) => confidence >= 0.5 && errors.get(id)! > 1);
    expect(wrong).toEqual([]);
  });

  it.each([1, 2, 3, 4])('is at least 0.5 where two sure pairs hold a shot and none contradicts (seed %i)', (seed) => {
    const city = cityOf({ rows: 9, cols: 9, seed, holes: 0.3, diagonals: false });
    const { shots, pairs } = placeShots(city.shots, city.pairs);
    const held = (id: string) => pairs.filter(({ a, b, used }) => used && (a === id || b === id)).length;
    const errors = errorsOf(city, shots);
    for (const { id, confidence } of shots) {
      if (held(id) >= 2 && errors.get(id) === 0) expect(confidence).toBeGreaterThanOrEqual(0.5);
    }
  });
});
