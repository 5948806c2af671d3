import { describe, expect, it } from 'vitest';
import type { Pair } from '../../placement.ts';
import type { CoordsItem, Located } from '../../workflow.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { nextNeighbour } from './comparison-order.ts';
import { gridOf } from './grid.fixture.ts';
import { knownPairs } from './known-pairs.ts';
import { withNeighbours } from './neighbours.ts';

const items = withNeighbours(gridOf(3, 2), { exact: false });
const sums = new Map(items.map(({ id }) => [id, `sum of ${id}`]));
/** What each says as far as it asks: pairs that are sure where `confidence` says so. */
const locate = (all: CoordsItem[], confidence: number): Located =>
  Object.fromEntries(
    all.map((item) => {
      const pairs: Pair[] = [];
      for (let next = nextNeighbour(item, pairs); next; next = nextNeighbour(item, pairs))
        pairs.push({ a: item.id, b: next.id, side: next.side, offsets: [], confidence, sigma: 0, reason: 'sure' });
      return [item.id, { pairs, compared: item.neighbours.map(({ id }) => id), estimator: ESTIMATOR_VERSION }];
    }),
  );
const before = { items, located: locate(items, 0.95), sums };
const located = (known: { located: Located }) => Object.keys(known.located).toSorted();
const WHO_ASKS = items
  .filter(({ neighbours }) => neighbours.length > 0)
  .map(({ id }) => id)
  .toSorted();

describe('pairs that another build compared', () => {
  it('are known of the same pictures under other ids', () => {
    const renamed = withNeighbours(
      gridOf(3, 2).map((shot) => ({ ...shot, id: `new ${shot.id}` })),
      { exact: false },
    );
    const known = knownPairs(renamed, new Map(items.map(({ id }) => [`new ${id}`, `sum of ${id}`])), before);
    expect(located(known)).toEqual(WHO_ASKS.map((id) => `new ${id}`));
    const said = known.located['new r0_c0']!;
    expect(said.pairs.map(({ a, b }) => [a, b])).toEqual([
      ['new r0_c0', 'new r0_c1'],
      ['new r0_c0', 'new r1_c0'],
    ]);
    expect(said.compared).toEqual(['new r0_c1', 'new r1_c0', 'new r1_c1']);
  });

  it('are not those of a shot that changed: whom it lies beside keeps the others', () => {
    const known = knownPairs(items, new Map(sums).set('r0_c1', 'another'), before);
    expect(located(known)).toEqual(WHO_ASKS.filter((id) => !['r0_c0', 'r0_c1'].includes(id)));
    expect(known.pairs.get('r0_c0')!.map(({ b }) => b)).toEqual(['r1_c0']);
    expect(known.pairs.has('r0_c1')).toBe(false);
  });

  it('are not those of a plan that moved one of them', () => {
    const moved = gridOf(3, 2).map((shot) =>
      shot.id === 'r1_c2' ? { ...shot, nominal: [shot.nominal[0] + 1, shot.nominal[1]] as [number, number] } : shot,
    );
    const known = knownPairs(withNeighbours(moved, { exact: false }), sums, before);
    expect(located(known)).toEqual(WHO_ASKS.filter((id) => !['r0_c2', 'r1_c1'].includes(id)));
  });

  it('are not enough where a corner would have to be looked at that nobody looked at', () => {
    // Beside it nothing is sure now, and what lies across the corner is another picture.
    const unsure = { ...before, located: locate(items, 0.4) };
    const known = knownPairs(items, new Map(sums).set('r1_c1', 'another'), unsure);
    expect(known.pairs.get('r0_c0')!.map(({ side }) => side)).toEqual(['right', 'below']);
    expect(located(known)).not.toContain('r0_c0');
  });

  it('are forgotten when another version of the estimator said them', () => {
    const old = Object.fromEntries(Object.entries(before.located).map(([id, said]) => [id, { ...said, estimator: 1 }]));
    const known = knownPairs(items, sums, { ...before, located: old });
    expect([located(known), known.pairs.size]).toEqual([[], 0]);
  });
});
