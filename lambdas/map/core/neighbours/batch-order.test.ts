import { expect, it } from 'vitest';
import { BATCH_ITEMS } from '../../../../lib/limits.ts';
import { inBatches } from '../../../kernel/pool.ts';
import type { Side } from '../../placement.ts';
import { batchOrder } from './batch-order.ts';
import { gridOf } from './grid.fixture.ts';
import { withNeighbours } from './neighbours.ts';

const isBeside = (side: Side) => side === 'right' || side === 'below';

/** How often a shot is decoded over all batches, when each is compared with those beside it and across the corners. */
function decodes(columns: number, rows: number, corners: Side[] = ['right-below']): number {
  const items = batchOrder(withNeighbours(gridOf(columns, rows), { exact: false }));
  const batches = inBatches(items, BATCH_ITEMS.coords).map(
    (batch) =>
      new Set(
        batch.flatMap(({ id, neighbours }) => [
          id,
          ...neighbours.filter(({ side }) => isBeside(side) || corners.includes(side)).map((neighbour) => neighbour.id),
        ]),
      ).size,
  );
  return batches.reduce((sum, size) => sum + size, 0) / (columns * rows);
}

it.each([
  [100, 100],
  [12, 8],
  [37, 29],
  [11, 11],
  [50, 12],
])('lets a batch be a square of neighbours in a grid of %d x %d', (columns, rows) => {
  expect(decodes(columns, rows)).toBeLessThanOrEqual(1.3);
});

it('is what limits.ts says of a batch', () => {
  expect(decodes(100, 100).toFixed(2)).toBe('1.26');
  expect(decodes(100, 100, ['right-below', 'left-below']).toFixed(2)).toBe('1.37');
});

it.each([
  [1, 300],
  [300, 1],
])('follows a line of %d x %d', (columns, rows) => {
  expect(decodes(columns, rows)).toBeLessThan(1.02);
});

it('goes through very large captures in bands of two rows', () => {
  const large = gridOf(20, 20).map((shot) => ({ ...shot, width: 8192, height: 8192 }));
  expect(
    new Set(
      batchOrder(large)
        .slice(0, 40)
        .map(({ row }) => row),
    ),
  ).toEqual(new Set([0, 1]));
});

it('is the same for whatever order of the shots', () => {
  const shots = gridOf(20, 20);
  expect(batchOrder(shots.toReversed())).toEqual(batchOrder(shots));
});
