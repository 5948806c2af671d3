import { expect, test } from 'vitest';
import { broughtIn, cellAt, cellsOf, EDGE, numbered, seen, sizeOf, wholeCell, zoomed } from './grid-window.ts';

const grid = (rows: number, cols: number, aspect = 0.75) => ({
  rows: Array.from({ length: rows }, (_, row) => row),
  cols: Array.from({ length: cols }, (_, col) => col),
  aspect,
});

test('all cells fit the frame where they can, and stay visible where they cannot', () => {
  expect(wholeCell(grid(8, 12), [12 * 40 + EDGE[0], 600])).toBe(40);
  expect(wholeCell(grid(8, 12), [2000, 8 * 30 + EDGE[1]])).toBe(40);
  expect(wholeCell(grid(1, 1), [2000, 2000])).toBe(128);
  expect(wholeCell(grid(100, 100), [350, 500])).toBe(4);
});

test('cells grow and shrink by halves, between their limits', () => {
  expect([zoomed(40, 1), zoomed(60, -1), zoomed(120, 1), zoomed(5, -1)]).toEqual([60, 40, 128, 4]);
});

test('only the cells in the window are painted', () => {
  const shape = grid(100, 100);
  const cells = cellsOf(shape, 40);
  expect(cells).toEqual({ width: 40, height: 30 });
  expect(sizeOf(shape, cells)).toEqual([EDGE[0] + 4000, EDGE[1] + 3000]);
  const window: [number, number] = [EDGE[0] + 395, EDGE[1] + 295];
  expect(seen(shape, cells, [0, 0], window)).toEqual({ across: [0, 9], down: [0, 9] });
  expect(seen(shape, cells, [79, 31], window)).toEqual({ across: [1, 11], down: [1, 10] });
  expect(seen(shape, cells, [3605, 2705], window)).toEqual({ across: [90, 99], down: [90, 99] });
});

test('a point of the window is a cell of the grid, or of no cell on the edge', () => {
  const cells = { width: 40, height: 30 };
  expect(cellAt(cells, [80, 30], [EDGE[0] + 1, EDGE[1] + 29])).toEqual([2, 1]);
  expect(cellAt(cells, [80, 30], [EDGE[0] - 1, 100])).toEqual([-1, -1]);
});

test('a cell that is not seen is scrolled to, one that is seen stays', () => {
  const cells = { width: 40, height: 30 };
  const window: [number, number] = [EDGE[0] + 400, EDGE[1] + 300];
  expect(broughtIn(cells, [3, 3], [100, 80], window)).toEqual([100, 80]);
  expect(broughtIn(cells, [2, 12], [100, 0], window)).toEqual([80, 90]);
  expect(broughtIn(cells, [20, 0], [0, 50], window)).toEqual([440, 0]);
});

test('numbers of lines keep their distance', () => {
  expect([numbered(40, 24), numbered(10, 24), numbered(4, 24)]).toEqual([1, 5, 10]);
});
