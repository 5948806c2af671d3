import { expect, test } from 'vitest';
import { isMostlyUnsure, placesWords } from './places.ts';

test.each([
  [[1], 'The shot lies surely'],
  [[0.9, 1], 'All 2 shots lie surely'],
  [[0.9, 0.2], '1 of 2 shots lie surely, 1 needs a look'],
  [[0.95, 0.5, 0.89, 0.49, 0], '1 of 5 shots lie surely, 2 fairly so, 2 need a look'],
])('of %j: %s', (confidences, words) => {
  expect(placesWords(confidences)).toBe(words);
});

test('that fewer than half lie surely is told apart', () => {
  expect([[0.1], [0.9, 0.1], [0.9, 0.1, 0.1], []].map(isMostlyUnsure)).toEqual([false, false, true, false]);
});
