import { expect, it } from 'vitest';
import type { CoordsItem } from '../../workflow.ts';
import { calibrationSample } from './calibration-sample.ts';
import { gridOf } from './grid.fixture.ts';
import { withNeighbours } from './neighbours.ts';

const itemsOf = (columns: number, rows: number) => withNeighbours(gridOf(columns, rows), { exact: false });
const pairsOf = (items: CoordsItem[]) => items.reduce((sum, { neighbours }) => sum + neighbours.length, 0);

it.each([
  [100, 100, 64],
  [12, 8, 24],
  [9, 8, 24],
  [200, 5, 64],
  [3, 300, 56],
  [1, 1000, 64],
  [1000, 1, 64],
])('is neighbours from all over a grid of %d x %d: %d shots', (columns, rows, shots) => {
  const sample = calibrationSample(itemsOf(columns, rows));
  expect(sample.length).toBeGreaterThan(0.8 * shots);
  expect(sample.length).toBeLessThanOrEqual(shots);
  expect(pairsOf(sample)).toBeGreaterThanOrEqual(0.75 * sample.length);
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
  expect(calibrationSample(itemsOf(6, 4))).toEqual(itemsOf(6, 4));
});
