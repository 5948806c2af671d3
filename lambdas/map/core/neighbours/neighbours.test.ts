import { expect, it } from 'vitest';
import { BATCH_BYTES, BATCH_ITEMS, FARTHEST_PIXEL } from '../../../../lib/limits.ts';
import type { SizedShot } from '../../workflow.ts';
import { gridOf } from './grid.fixture.ts';
import { withNeighbours } from './neighbours.ts';

const estimated = { exact: false };
const sidesOf = (shots: SizedShot[], id: string) =>
  withNeighbours(shots, estimated)
    .find((item) => item.id === id)!
    .neighbours.map((neighbour) => `${neighbour.side} ${neighbour.id}`);

it('compares a shot with those right and below it, and names every pair once', () => {
  const shots = gridOf(3, 3);
  expect(sidesOf(shots, 'r1_c1')).toEqual(['right r1_c2', 'below r2_c1', 'right-below r2_c2', 'left-below r2_c0']);
  expect(sidesOf(shots, 'r2_c2')).toEqual([]);
  const pairs = withNeighbours(shots, estimated).flatMap(({ id, neighbours }) =>
    neighbours.map((neighbour) => [id, neighbour.id].toSorted().join(' ')),
  );
  expect(pairs).toHaveLength(6 + 6 + 4 + 4);
  expect(new Set(pairs).size).toBe(pairs.length);
});

it('compares none whose plan lets them share less than a strip', () => {
  const apart = gridOf(2, 2).map((shot) => ({
    ...shot,
    nominal: [shot.col * 1249, shot.row * 992] as [number, number],
  }));
  expect(sidesOf(apart, 'r0_c0')).toEqual(['below r1_c0']);
});

it('finds neighbours beside missing ones, and in rows that are numbered with gaps', () => {
  const shots = gridOf(3, 2).filter(({ id }) => id !== 'r0_c1');
  expect(sidesOf(shots, 'r0_c0')).toEqual(['below r1_c0', 'right-below r1_c1']);
  const numbered = gridOf(2, 2).map((shot) => ({ ...shot, row: 10 * shot.row, col: 10 + 5 * shot.col }));
  expect(sidesOf(numbered, 'r0_c0')).toEqual(['right r0_c1', 'below r1_c0', 'right-below r1_c1']);
});

it('compares nothing when the plan is right', () => {
  expect(withNeighbours(gridOf(2, 2), { exact: true }).flatMap(({ neighbours }) => neighbours)).toEqual([]);
});

it.each(['漢'.repeat(255), '🏙'.repeat(127), '"'.repeat(255)])('fits with its longest names into a batch', (name) => {
  const id = `shot_${'0'.repeat(36)}`;
  const shots = gridOf(10, 10).map(
    (shot, index): SizedShot => ({
      ...shot,
      ...{ id: id.slice(0, -2) + String(index).padStart(2, '0'), name, key: `screenshots/${'m'.repeat(60)}/${id}` },
      nominal: [shot.nominal[0] - FARTHEST_PIXEL, shot.nominal[1] - FARTHEST_PIXEL],
    }),
  );
  const largest = withNeighbours(shots, estimated).map((item) => Buffer.byteLength(JSON.stringify(item)) + 1);
  expect(Math.max(...largest) * BATCH_ITEMS.coords).toBeLessThan(BATCH_BYTES);
});
