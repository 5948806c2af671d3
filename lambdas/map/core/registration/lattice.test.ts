import { expect, it } from 'vitest';
import type { XY } from '../../placement.ts';
import { latticeOf, proposals } from './lattice.ts';

const good = (...places: XY[]) => places.map((at) => ({ at, compared: 1000, share: 1 }));

it('is spanned by the two shortest steps between places that fit', () => {
  const places: XY[] = [
    [10, 7],
    [42, 23],
    [-22, 23],
    [10, 39],
    [74, 7],
  ];
  expect(latticeOf(places)).toEqual([
    [0, 32],
    [-32, 16],
  ]);
});

it('is none for two places, for places in a row, and where most lie elsewhere', () => {
  expect(
    latticeOf([
      [0, 0],
      [32, 16],
    ]),
  ).toBeUndefined();
  expect(
    latticeOf([
      [0, 0],
      [32, 0],
      [64, 0],
      [96, 0],
    ]),
  ).toBeUndefined();
  expect(
    latticeOf([
      [0, 0],
      [32, 0],
      [0, 20],
      [13, 7],
      [50, 3],
      [27, 31],
    ]),
  ).toBeUndefined();
});

it('proposes what the steps between good places lead to, nearest to the plan first', () => {
  const found = proposals(good([0, 0], [32, 16]), [0, 0], 70, 10);
  expect(found).toEqual([
    [-32, -16],
    [64, 32],
  ]);
  expect(proposals(good([0, 0], [32, 16]), [0, 0], 40, 10)).toEqual([[-32, -16]]);
});
