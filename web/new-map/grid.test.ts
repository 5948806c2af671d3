import { expect, test } from 'vitest';
import { gridFromNames, gridFromPositions, mostStep, spanOf } from './grid.ts';

const step = { width: 1000, height: 750 };

test('names make a grid of the given step', () => {
  expect(gridFromNames(['r00_c00.png', '01_02.webp'], step)).toEqual({
    placed: [
      { file: 'r00_c00.png', row: 0, col: 0, nominal: [0, 0] },
      { file: '01_02.webp', row: 1, col: 2, nominal: [2000, 750] },
    ],
    problems: [],
  });
});

test('names without a place are named with a remedy that works in a browser', () => {
  expect(gridFromNames(['cover.png', 'r01_c01.png'], step).problems).toEqual([
    'cover.png: its name says no row and column. Rename it like r03_c07.png, or add a positions.json.',
  ]);
});

test('positions give the grid', () => {
  const json = '{"captures": [{"file": "a.png", "nominal": [5, 7], "row": 4, "col": 2}]}';
  expect(gridFromPositions(['a.png'], json)).toEqual({
    placed: [{ file: 'a.png', row: 4, col: 2, nominal: [5, 7] }],
    problems: [],
  });
});

test('positions that cannot be read say why', () => {
  expect(gridFromPositions(['a.png'], '{')).toEqual({
    placed: [],
    problems: [expect.stringMatching(/^positions\.json: it is not JSON/)],
  });
});

test('counts rows and columns from wherever the names begin', () => {
  expect([spanOf([1, 2, 1, 2]), spanOf([1, 2, 3]), spanOf([0, 1]), spanOf([7])]).toEqual([2, 3, 2, 1]);
});

test('lets steps be as large as neighbours still share what is compared', () => {
  expect([mostStep(1024, 2), mostStep(32, 2), mostStep(1024, 1)]).toEqual([992, 32, 8192]);
});
