import { expect, it } from 'vitest';
import type { Box } from '../../placement.ts';
import { boxRows } from './box-rows.ts';

it('has spans apart for every row down to the last box', () => {
  const boxes: Box[] = [
    [0, 0, 10, 2],
    [6, 1, 10, 2],
    [30, 1, 5, 1],
    [16, 2, 4, 1],
  ];
  expect(boxRows(boxes)).toEqual([
    [0, 10],
    [0, 16, 30, 35],
    [6, 20],
  ]);
});

it('is empty without boxes, and takes boxes without a size or that begin above', () => {
  expect(boxRows()).toEqual([]);
  expect(boxRows([[5, 1, 0, 1]])).toEqual([[], []]);
  expect(boxRows([[5, -2, 3, 3]])).toEqual([[5, 8]]);
});
