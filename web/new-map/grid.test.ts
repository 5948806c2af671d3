import { expect, test } from 'vitest';
import { gridFromNames, gridFromPositions, rowAndColumn } from './grid.ts';

test.each([
  ['r03_c07.png', { row: 3, col: 7 }],
  ['city-R3C7.webp', { row: 3, col: 7 }],
  ['03_07.png', { row: 3, col: 7 }],
  ['shot 12-4.jpg', { row: 12, col: 4 }],
  ['2026.png', undefined],
  ['city.png', undefined],
  ['00001_00002.png', undefined],
])('%s', (name, place) => {
  expect(rowAndColumn(name)).toEqual(place);
});

const step = { width: 1000, height: 750 };

test('names make a grid of the given step', () => {
  expect(gridFromNames(['r00_c00.png', 'r01_c02.png'], step)).toEqual({
    shots: [
      { name: 'r00_c00.png', row: 0, col: 0, nominal: [0, 0] },
      { name: 'r01_c02.png', row: 1, col: 2, nominal: [2000, 750] },
    ],
    problems: [],
    fromPositions: false,
  });
});

test('a name without a place and a place taken twice are named with the remedy', () => {
  const { problems } = gridFromNames(['cover.png', 'r1_c1.png', '01_01.png'], step);
  expect(problems).toEqual([
    { file: 'cover.png', message: expect.stringContaining('Rename it') },
    { file: '01_01.png', message: expect.stringContaining('row 1, column 1, as r1_c1.png is') },
  ]);
});

test.each([
  ['a list', (entries: object[]) => entries],
  ['captures', (captures: object[]) => ({ captures })],
])('positions as %s; rows and columns come from the coordinates', (_, wrap) => {
  const entries = [
    { file: 'a.png', nominal: [0, 8] },
    { file: 'b.png', nominal: [1024, 0] },
    { file: 'c.png', nominal: [16, 760] },
  ];
  const grid = gridFromPositions(['a.png', 'b.png', 'c.png'], 'positions.json', JSON.stringify(wrap(entries)));
  expect(grid.problems).toEqual([]);
  expect(grid.shots.map(({ row, col }) => [row, col])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
  ]);
});

test('rows and columns that are given win', () => {
  const json = JSON.stringify([{ file: 'a.png', nominal: [5, 5], row: 4, col: 2 }]);
  expect(gridFromPositions(['a.png'], 'positions.json', json).shots).toEqual([
    { name: 'a.png', row: 4, col: 2, nominal: [5, 5] },
  ]);
});

test('a file that is listed but missing, and one that is present but not listed', () => {
  const { problems } = gridFromPositions(['b.png'], 'p.json', '[{"file": "a.png", "nominal": [0, 0]}]');
  expect(problems).toEqual([
    { file: 'a.png', message: expect.stringContaining('not among the files') },
    { file: 'b.png', message: expect.stringContaining('does not list it') },
  ]);
});

test.each([
  ['{', 'it is not a list'],
  ['{"shots": []}', 'it is not a list'],
  ['[{"file": "a.png", "nominal": [0]}]', 'entry 1'],
  ['[{"file": "a.png", "nominal": [0, 0], "row": -1}]', 'entry 1'],
  ['[null]', 'it is not a list'],
])('positions that cannot be read: %s', (json, message) => {
  expect(gridFromPositions([], 'p.json', json).problems).toEqual([
    { file: 'p.json', message: expect.stringContaining(message) },
  ]);
});
