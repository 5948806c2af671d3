import { expect, it } from 'vitest';
import type { CoordsItem } from '../../workflow.ts';
import { calibrationSample } from './calibration-sample.ts';
import { gridOf } from './grid.fixture.ts';
import { withNeighbours } from './neighbours.ts';

const itemsOf = (columns: number, rows: number) => withNeighbours(gridOf(columns, rows), { exact: false });
const pairsOf = (items: CoordsItem[]) => items.reduce((sum, { neighbours }) => sum + neighbours.length, 0);

it.each([
  [100, 100],
  [12, 8],
  [9, 8],
  [200, 5],
  [3, 300],
  [1, 1000],
  [1000, 1],
])('is 40 to 80 shots with their neighbours from all over a grid of %d x %d', (columns, rows) => {
  const sample = calibrationSample(itemsOf(columns, rows));
  expect(sample.length).toBeGreaterThanOrEqual(40);
  expect(sample.length).toBeLessThanOrEqual(80);
  expect(pairsOf(sample)).toBeGreaterThanOrEqual(48);
  const spread = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers);
  expect(spread(sample.map(({ col }) => col))).toBeGreaterThanOrEqual((columns - 1) * 0.2);
  expect(spread(sample.map(({ row }) => row))).toBeGreaterThanOrEqual((rows - 1) * 0.2);
});

it('knows of no neighbour that is not in it', () => {
  const sample = calibrationSample(itemsOf(50, 50));
  const ids = new Set(sample.map(({ id }) => id));
  expect(sample.flatMap(({ neighbours }) => neighbours).filter(({ id }) => !ids.has(id))).toEqual([]);
});

it('is all shots of a small job', () => {
  expect(calibrationSample(itemsOf(8, 6))).toEqual(itemsOf(8, 6));
});
