import { expect, test } from 'vitest';
import { ordinal } from './ordinal.ts';

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [8, '8th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [16, '16th'],
  [32, '32nd'],
  [112, '112th'],
  [121, '121st'],
])('%i is said %s', (number, word) => {
  expect(ordinal(number)).toBe(word);
});
