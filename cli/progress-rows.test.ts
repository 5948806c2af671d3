import { expect, test } from 'vitest';
import { barRow, duration } from './progress-rows.ts';

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

test.each([
  [46, 'capture 1234/2468, 1200 as before, 3 failed'],
  [43, 'capture 1234/2468'],
  [17, '1234/2468'],
  [10, '1234/2468'],
  [9, 'capture'],
  [5, 'capt'],
])('on %i columns whole parts go, never half a number', (columns, text) => {
  const part = { name: 'capture', done: 1234, total: 2468, failed: 3, before: 1200 };
  const row = barRow(part, { from: 0, at: 0, ms: 0, ended: false }, { columns, colour: false, parts: [part] });
  expect(row).toEqual({ text, length: text.length });
});
