import { expect, test } from 'vitest';
import { readFaults } from './faults.ts';

test('nothing dies unless somebody says so', () => {
  expect([readFaults(undefined), readFaults('')]).toEqual([undefined, undefined]);
});

test('reads rate, seed and names', () => {
  expect(readFaults('rate=0.01')).toEqual({ rate: 0.01, seed: 1 });
  expect(readFaults('rate=1,seed=-3,only=tile|top')).toEqual({ rate: 1, seed: -3, only: /tile|top/i });
});

test.each([
  ['0.1', 'rate=0.1,seed=7,only=tile: 0.1?'],
  ['rate=2', 'rate is a number from 0 to 1'],
  ['seed=1', 'rate is a number from 0 to 1'],
  ['rate=0.1,seed=x', 'seed is a whole number'],
  ['rate=0.1,only=(', 'Invalid regular expression'],
])('refuses %s', (text, message) => {
  expect(() => readFaults(text)).toThrow(message);
});
