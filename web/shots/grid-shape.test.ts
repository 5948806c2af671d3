import { expect, test } from 'vitest';
import { gridShape } from './grid-shape.ts';

const at = (row: number, col: number, step: [number, number] = [100, 75]) => ({
  row,
  col,
  nominal: [col * step[0], row * step[1]] as [number, number],
});

test('a grid begins at its first shot, and knows its holes', () => {
  const shots = [at(2, 5), at(2, 7), at(3, 5)];
  const grid = gridShape(shots);
  expect(grid.rows).toEqual([2, 3]);
  expect(grid.cols).toEqual([5, 6, 7]);
  expect(grid.place(shots[1]!)).toEqual([2, 0]);
  expect([grid.at(2, 0), grid.at(1, 0), grid.at(2, 1), grid.at(-1, 0), grid.at(3, 0)]).toEqual([
    1,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('shots far apart do not make a picture of nothing', () => {
  const grid = gridShape([at(0, 0), at(9999, 0), at(9999, 9999)]);
  expect(grid.rows).toEqual([0, 9999]);
  expect(grid.cols).toEqual([0, 9999]);
  expect(grid.at(1, 1)).toBe(2);
});

test.each([
  [0, 'ArrowRight', 1],
  [1, 'ArrowLeft', 0],
  [1, 'ArrowRight', 1],
  [0, 'ArrowDown', 2],
  [2, 'ArrowUp', 0],
  [1, 'ArrowDown', 1],
  [2, 'ArrowRight', 3],
  [3, 'Home', 2],
  [2, 'End', 3],
  [2, 'PageUp', 0],
  [0, 'PageDown', 2],
  [0, 'a', undefined],
])('from shot %d the key %s leads to %s, over holes', (from, key, to) => {
  // 0 . 1 / 2 3 .
  const grid = gridShape([at(0, 0), at(0, 2), at(1, 0), at(1, 1)]);
  expect(grid.next(from, key)).toBe(to);
});

test('cells have the shape that the shots are apart', () => {
  expect(gridShape([at(0, 0), at(0, 1), at(1, 0)]).aspect).toBe(0.75);
  expect(gridShape([at(0, 0, [100, 1000]), at(0, 1, [100, 1000]), at(1, 0, [100, 1000])]).aspect).toBe(1.5);
  expect(gridShape([at(0, 0), at(0, 1)]).aspect).toBe(1);
  expect(gridShape([]).aspect).toBe(1);
});
