import { afterAll, describe, expect, test } from 'vitest';
import type { XY } from '../../placement.ts';
import { freshKernel } from './built-kernel.fixture.ts';
import { plainGradients, plainMatch, plainMatchRuns, plainRuns } from './plain/matching.fixture.ts';
import { randomStrip } from './plain/random.fixture.ts';

const kernel = await freshKernel();
const OFFSETS: XY[] = [
  [0, 0],
  [3, -2],
  [-17, 5],
  [16, 16],
  [-1, -30],
  [40, 1],
  [500, 500],
];

describe.each([
  [16, 40, false],
  [45, 61, false],
  [45, 61, true],
  [130, 77, true],
])('strips of %i x %i px (part of larger ones: %s)', (width, height, window) => {
  const [a, plainA, wholeA] = randomStrip(kernel, 10, width, height, window);
  const [b, plainB, wholeB] = randomStrip(kernel, 20, width, height, window);

  test.each(OFFSETS)('matches at (%i, %i)', (...at) => {
    for (const options of [{ tolerance: 0 }, { tolerance: 20, every: 3 }, { tolerance: 255, every: 1 }])
      expect(kernel.match(a, b, at, options)).toEqual(plainMatch(plainA, plainB, at, options));
  });

  test('runs, and how they match', () => {
    const options = { rows: 7, least: 4, most: 100 };
    const runs = kernel.runs(a, options);
    const plain = plainRuns(plainA, options);
    expect(runs.count).toBe(plain.length);
    for (const every of [1, 2]) {
      const looked = { tolerance: 12, every };
      expect(kernel.matchRuns(a, b, runs, OFFSETS, { ...looked, reach: 2 })).toEqual(
        plainMatchRuns(plainA, plainB, plain, OFFSETS, { ...looked, reach: 2 }),
      );
    }
    kernel.free(runs);
  });

  test.each<[XY, XY]>([
    [
      [0, 0],
      [0, 0],
    ],
    [
      [3, -2],
      [0.25, -0.75],
    ],
    [
      [-11, 5],
      [-1.6, 1.99],
    ],
    [
      [2, 9],
      [0, 0.5],
    ],
    [
      [500, 0],
      [0, 0],
    ],
  ])('gradients at %j and %j', (at, fraction) => {
    for (const options of [{ tolerance: 30 }, { tolerance: 200, every: 4 }]) {
      const ours = kernel.gradients(a, b, at, fraction, options);
      const plain = plainGradients(plainA, plainB, at, fraction, options);
      expect(ours.count).toBe(plain.count);
      for (const name of ['xx', 'xy', 'yy', 'xr', 'yr'] as const) {
        const scale = Math.max(1, name.endsWith('r') ? plain.count * 50 : plain.xx + plain.yy);
        expect(Math.abs(ours[name] - plain[name]) / scale, name).toBeLessThan(1e-5);
      }
    }
  });

  afterAll(() => kernel.free(wholeA, wholeB));
});

test('a row of more pixels than a byte counts vectors', () => {
  const [a, plainA] = randomStrip(kernel, 30, 4200, 3);
  const [b, plainB] = randomStrip(kernel, 40, 4200, 3);
  expect(kernel.match(a, b, [5, 0], { tolerance: 255 })).toEqual(
    plainMatch(plainA, plainB, [5, 0], { tolerance: 255 }),
  );
  kernel.free(a, b);
});

test('more runs than a byte counts', () => {
  const [a, plainA] = randomStrip(kernel, 50, 64, 300);
  const [b, plainB] = randomStrip(kernel, 60, 64, 300);
  const options = { rows: 3, least: 1, most: 1000 };
  const runs = kernel.runs(a, options);
  const plain = plainRuns(plainA, options);
  expect(runs.count).toBeGreaterThan(255);
  const looked = { tolerance: 255, reach: 0 };
  expect(kernel.matchRuns(a, b, runs, [[1, 1]], looked)).toEqual(
    plainMatchRuns(plainA, plainB, plain, [[1, 1]], looked),
  );
  const few = kernel.runs(a, { ...options, most: 5 });
  expect(few.count).toBe(5);
  kernel.free(a, b, runs, few);
});

test('strips of different sizes, and fractions beyond 2 px, are refused', () => {
  const [a] = randomStrip(kernel, 70, 20, 20);
  const [b] = randomStrip(kernel, 80, 20, 21);
  expect(() => kernel.match(a, b, [0, 0], { tolerance: 1 })).toThrow('20 x 20 px cannot be compared with 20 x 21 px');
  expect(() => kernel.gradients(a, a, [0, 0], [0, 2.1], { tolerance: 1 })).toThrow('begin at another');
  kernel.free(a, b);
});

test('nothing is held in the end', () => expect(kernel.held()).toBe(0));
