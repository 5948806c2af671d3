import { expect, test } from 'vitest';
import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { certaintyOf, leastSureFirst, passes, summaryOf } from './certainty.ts';

const shot = (confidence: number, reason: Shot['reason'] = 'matched', row = 0, col = 0) => ({
  confidence,
  reason,
  row,
  col,
});

test.each([
  [0, 'doubtful'],
  [0.499, 'doubtful'],
  [0.5, 'fair'],
  [0.899, 'fair'],
  [0.9, 'sure'],
  [1, 'sure'],
])('a confidence of %d is %s', (confidence, certainty) => {
  expect(certaintyOf({ confidence })).toBe(certainty);
});

test('a filter lets through what it names, and everything where it names nothing', () => {
  const flat = shot(0.1, 'flat');
  expect(passes(flat, {})).toBe(true);
  expect(passes(flat, { certainty: 'doubtful', reason: 'flat' })).toBe(true);
  expect(passes(flat, { certainty: 'sure' })).toBe(false);
  expect(passes(flat, { certainty: 'doubtful', reason: 'alone' })).toBe(false);
});

test('the least sure come first, equals by row and column', () => {
  const shots = [shot(1, 'flat', 1, 0), shot(0.2, 'flat', 5, 5), shot(1, 'flat', 0, 2), shot(1, 'flat', 0, 1)];
  expect(leastSureFirst(shots).map(({ row, col }) => [row, col])).toEqual([
    [5, 5],
    [0, 1],
    [0, 2],
    [1, 0],
  ]);
});

test('a summary counts all, and groups by reason what needs a look', () => {
  const water = [shot(0.3, 'flat', 2), shot(0.1, 'flat', 3)];
  const odd = shot(0, 'different');
  const { counts, reasons, looks } = summaryOf([odd, ...water, shot(0.7, 'flat'), shot(1), shot(0.6, 'one_pair')]);
  expect(counts).toEqual({ doubtful: 3, fair: 2, sure: 1 });
  expect(reasons).toEqual([
    ['flat', 3],
    ['different', 1],
    ['matched', 1],
    ['one_pair', 1],
  ]);
  expect(looks).toEqual([
    ['flat', [water[1], water[0]]],
    ['different', [odd]],
  ]);
});
