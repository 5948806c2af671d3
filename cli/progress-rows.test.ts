import { expect, test } from 'vitest';
import { duration } from './progress-rows.ts';

test.each([
  [0.2, '1 s'],
  [8.4, '9 s'],
  [99, '99 s'],
  [121, '3 min'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
