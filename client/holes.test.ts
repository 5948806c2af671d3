import { expect, test } from 'vitest';
import { nameOfCell, placeByNames } from './grid.ts';
import { holesOf } from './holes.ts';

/** A drawing of a grid: `#` is a shot. */
function holes(...drawing: string[]) {
  const files = drawing.flatMap((line, row) =>
    [...line].flatMap((cell, col) => (cell === '#' ? [`r0${row}_c0${col}.png`] : [])),
  );
  return holesOf(placeByNames(files, [1, 1]).placed);
}
const NONE = { inside: [], edge: [], edgeCount: 0 };

test('a full grid has none, wherever it begins, nor has a single shot or an empty folder', () => {
  expect(holes('###', '###')).toEqual(NONE);
  expect(holes('...', '.##', '.##')).toEqual(NONE);
  expect(holes('#')).toEqual(NONE);
  expect(holes()).toEqual(NONE);
});

test('a cell between two shots of its row or its column is inside', () => {
  expect(holes('###', '#.#', '###').inside).toEqual(['r01_c01.png']);
  expect(holes('#..#').inside).toEqual(['r00_c01.png', 'r00_c02.png']);
  expect(holes('##', '..', '##')).toEqual({ ...NONE, inside: ['r01_c00.png', 'r01_c01.png'] });
});

test('an outline that is no rectangle is an edge', () => {
  expect(holes('#..', '##.', '###')).toEqual({
    ...{ inside: [], edge: ['r00_c01.png', 'r00_c02.png', 'r01_c02.png'], edgeCount: 3 },
  });
});

test('only the first of a long edge are named, and names that span the widest grid are looked at in no time', () => {
  const { placed } = placeByNames(['0000_0000.png', '9999_9999.png'], [1, 1]);
  const { inside, edge, edgeCount } = holesOf(placed);
  expect([inside.length, edge.length, edgeCount]).toEqual([0, 10, 1e8 - 2]);
  const line = placeByNames(['0000_0000.png', '0000_9999.png', '9999_0000.png'], [1, 1]).placed;
  expect(holesOf(line).inside).toHaveLength(10_000);
});

test.each([
  ['r03_c12.png', 'r07_c00.png'],
  ['city_R3-C4_v2.webp', 'city_R7-C0_v2.webp'],
  ['shot 007_011 final.png', 'shot 007_000 final.png'],
])('a missing shot is named like %s', (like, name) => {
  expect(nameOfCell({ row: 7, col: 0 }, like)).toBe(name);
});
