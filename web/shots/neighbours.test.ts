import { expect, test } from 'vitest';
import { besideIn, sideOf } from './neighbours.ts';

test('neighbours are those that a shot overlaps where it lies, the most of it first', () => {
  const at = (screenshot_id: string, x: number, y: number) => ({
    screenshot_id,
    position: [x, y] as [number, number],
    row: 0,
    col: 0,
  });
  const shots = [at('here', 0, 0), at('corner', 80, 60), at('right', 80, 0), at('far', 100, 0), at('below', 0, 40)];
  const beside = besideIn(shots, { ...shots[0]!, width: 100, height: 80 });
  expect(beside.map(({ screenshot_id }) => screenshot_id)).toEqual(['below', 'right', 'corner']);
});

test.each([
  [0, 1, 'right'],
  [0, -1, 'left'],
  [1, 0, 'below'],
  [-1, 0, 'above'],
  [1, 1, 'right-below'],
  [-1, -1, 'left-above'],
])('%d rows down and %d columns across is %s', (row, col, side) => {
  expect(sideOf({ row: 5, col: 5 }, { row: 5 + row, col: 5 + col })).toBe(side);
});
