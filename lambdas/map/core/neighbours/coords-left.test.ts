import { expect, it } from 'vitest';
import type { CoordsItem, Located } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { coordsLeft } from './coords-left.ts';
import { gridOf } from './grid.fixture.ts';
import { withNeighbours } from './neighbours.ts';

const itemsOf = (exact = false) => withNeighbours(gridOf(3, 3), { exact });
const ids = (items: CoordsItem[]) => items.map(({ id }) => id).toSorted();
const located = (items: CoordsItem[], estimator = ESTIMATOR_VERSION): Located =>
  Object.fromEntries(
    items.map(({ id, neighbours }) => [id, { compared: neighbours.map((other) => other.id), pairs: [], estimator }]),
  );

it('is all that have neighbours at first, and nothing when all are compared', () => {
  expect(ids(coordsLeft(itemsOf(), {}))).toEqual(ids(itemsOf()).filter((id) => id !== 'r2_c2'));
  expect(coordsLeft(itemsOf(), located(itemsOf()))).toEqual([]);
});

it('is a replaced shot, and those that were compared with the one before it', () => {
  const before = located(
    withNeighbours(
      gridOf(3, 3).map((shot) => ({ ...shot, ...(shot.id === 'r1_c1' && { id: 'old' }) })),
      { exact: false },
    ),
  );
  expect(ids(coordsLeft(itemsOf(), before))).toEqual(['r0_c0', 'r0_c1', 'r0_c2', 'r1_c0', 'r1_c1']);
});

it('is all when another version of the estimator compared them', () => {
  expect(coordsLeft(itemsOf(), located(itemsOf(), ESTIMATOR_VERSION - 1))).toEqual(coordsLeft(itemsOf(), {}));
});

it('is nothing when the plan is right', () => {
  expect(coordsLeft(itemsOf(true), {})).toEqual([]);
});
