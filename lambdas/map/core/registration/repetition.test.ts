import { expect, it } from 'vitest';
import type { XY } from '../../placement.ts';
import { latticeOf, placesOn, proposals } from './repetition.ts';

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
  const found = proposals(good([0, 0], [32, 16]), [0, 0], 10);
  expect(found).toEqual([
    [-32, -16],
    [64, 32],
  ]);
  expect(proposals(good([0, 0], [32, 16]), [0, 0], 1)).toEqual([[-32, -16]]);
});

it('has places around any other, the nearest first', () => {
  const lattice: [XY, XY] = [
    [0, 32],
    [-32, 16],
  ];
  const around = placesOn(lattice, [100, 100], [100, 100], 6);
  expect(around).toHaveLength(6);
  for (const [x, y] of around) expect(Math.max(Math.abs(x - 100), Math.abs(y - 100))).toBe(32);
  expect(placesOn(lattice, [100, 100], [170, 130], 1)).toEqual([[164, 132]]);
});
