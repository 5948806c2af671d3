import { expect, test } from 'vitest';
import { neighbourInGrid } from './grid-keys.ts';

/** Three columns, seven items: the last row has one. */
const PLACES = Array.from({ length: 7 }, (_, i): [number, number] => [(i % 3) * 100, Math.floor(i / 3) * 100]);

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 2, 3],
  ['ArrowRight', 6, undefined],
  ['ArrowLeft', 3, 2],
  ['ArrowLeft', 0, undefined],
  ['ArrowDown', 1, 4],
  ['ArrowDown', 4, 6],
  ['ArrowDown', 6, undefined],
  ['ArrowUp', 6, 3],
  ['ArrowUp', 5, 2],
  ['ArrowUp', 2, undefined],
  ['Home', 5, 0],
  ['End', 1, 6],
  ['Enter', 1, undefined],
  ['ArrowDown', -1, undefined],
])('%s from %i leads to %s', (key, from, to) => {
  expect(neighbourInGrid(key, from, PLACES)).toBe(to);
});
