import { expect, test } from 'vitest';
import { cellOfName, placeByNames, placeByOrder } from './grid.ts';

test.each([
  ['r03_c12.png', { row: 3, col: 12 }],
  ['city_R3-C4_v2.webp', { row: 3, col: 4 }],
  ['07_11.jpg', { row: 7, col: 11 }],
  ['shot 007_011 final.png', { row: 7, col: 11 }],
  ['screenshot.png', undefined],
  ['2024-11-25.png', undefined],
  ['20241125_093011.png', undefined],
])('the place in %s', (name, cell) => {
  expect(cellOfName(name)).toEqual(cell);
});

test('names give nominal positions by the step', () => {
  const { placed, problems } = placeByNames(['r00_c00.png', 'r01_c02.png'], [100, 50]);
  expect(problems).toEqual([]);
  expect(placed[1]).toEqual({ file: 'r01_c02.png', row: 1, col: 2, nominal: [200, 50] });
});

test('a name without a place and two at one place are named with the remedy', () => {
  const { problems } = placeByNames(['a.png', 'r1_c1.png', 'x_r01_c01.png'], [1, 1]);
  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(/^a\.png: .*--columns/);
  expect(problems[1]).toMatch(/^r1_c1\.png, x_r01_c01\.png: all at row 1, column 1/);
});

test.each([
  ['names', ['0,0', '0,1', '1,0', '1,1', '2,0']],
  ['rows', ['0,0', '0,1', '1,0', '1,1', '2,0']],
  ['columns', ['0,0', '1,0', '2,0', '0,1', '1,1']],
  ['snake', ['0,0', '0,1', '1,1', '1,0', '2,0']],
] as const)('two columns in the order %s, names sorted as numbers', (order, cells) => {
  const files = ['s10.png', 's2.png', 's1.png', 's9.png', 's3.png'];
  const { placed } = placeByOrder(files, 2, order, [10, 10]);
  expect(placed.map(({ file }) => file)).toEqual(['s1.png', 's2.png', 's3.png', 's9.png', 's10.png']);
  expect(placed.map(({ row, col }) => `${row},${col}`)).toEqual(cells);
});
