import { describe, expect, it } from 'vitest';
import type { Pair } from '../../placement.ts';
import type { CoordsItem, Located } from '../../workflow.ts';
import type { SeenPicture } from '../cells.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { nextNeighbour } from './comparison-order.ts';
import { gridOf } from './grid.fixture.ts';
import { knownPairs } from './known-pairs.ts';
import { withNeighbours } from './neighbours.ts';

const items = withNeighbours(gridOf(3, 2), { exact: false });
const RADIUS = 48;
const seen = new Map<string, SeenPicture>(items.map(({ id }) => [id, { sha256: `sum of ${id}` }]));
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
const before = { items, located: locate(items, 0.95), seen };
const ANOTHER = { sha256: 'another' };
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
    const same = new Map(items.map(({ id }) => [`new ${id}`, seen.get(id)!]));
    const known = knownPairs(renamed, same, before, RADIUS);
    expect(located(known)).toEqual(WHO_ASKS.map((id) => `new ${id}`));
    const said = known.located['new r0_c0']!;
    expect(said.pairs.map(({ a, b }) => [a, b])).toEqual([
      ['new r0_c0', 'new r0_c1'],
      ['new r0_c0', 'new r1_c0'],
    ]);
    expect(said.compared).toEqual(['new r0_c1', 'new r1_c0', 'new r1_c1']);
  });

  it('are not those of a shot that changed: whom it lies beside keeps the others', () => {
    const known = knownPairs(items, new Map(seen).set('r0_c1', ANOTHER), before, RADIUS);
    expect(located(known)).toEqual(WHO_ASKS.filter((id) => !['r0_c0', 'r0_c1'].includes(id)));
    expect(known.pairs.get('r0_c0')!.map(({ b }) => b)).toEqual(['r1_c0']);
    expect(known.pairs.has('r0_c1')).toBe(false);
  });

  it('are not those of a plan that moved one of them', () => {
    const moved = gridOf(3, 2).map((shot) =>
      shot.id === 'r1_c2' ? { ...shot, nominal: [shot.nominal[0] + 1, shot.nominal[1]] as [number, number] } : shot,
    );
    const known = knownPairs(withNeighbours(moved, { exact: false }), seen, before, RADIUS);
    expect(located(known)).toEqual(WHO_ASKS.filter((id) => !['r0_c2', 'r1_c1'].includes(id)));
  });

  it('are not enough where a corner would have to be looked at that nobody looked at', () => {
    // Beside it nothing is sure now, and what lies across the corner is another picture.
    const unsure = { ...before, located: locate(items, 0.4) };
    const known = knownPairs(items, new Map(seen).set('r1_c1', ANOTHER), unsure, RADIUS);
    expect(known.pairs.get('r0_c0')!.map(({ side }) => side)).toEqual(['right', 'below']);
    expect(located(known)).not.toContain('r0_c0');
  });

  it('are forgotten when another version of the estimator said them', () => {
    const old = Object.fromEntries(Object.entries(before.located).map(([id, said]) => [id, { ...said, estimator: 1 }]));
    const known = knownPairs(items, seen, { ...before, located: old }, RADIUS);
    expect([located(known), known.pairs.size]).toEqual([[], 0]);
  });
});

describe('pairs of which another part of a picture has changed', () => {
  /** Of 10 x 8 cells of 128 px, `changed` of the others at [column, row]. */
  const cells = (...changed: [number, number][]) =>
    Array.from({ length: 80 }, (_, i) =>
      changed.some(([column, row]) => i === 10 * row + column) ? '--------' : 'aaaaaaaa',
    ).join('');
  const untouched = () =>
    new Map<string, SeenPicture>(items.map(({ id }) => [id, { sha256: `sum of ${id}`, cells: cells() }]));
  const answers = (changes: Partial<Pair> = {}): Located =>
    Object.fromEntries(
      Object.entries(locate(items, 0.95)).map(([id, said]) => {
        return [id, { ...said, pairs: said.pairs.map((pair) => ({ ...pair, ...changes })) }];
      }),
    );
  const asked = (changed: [number, number], located = answers()) => {
    const now = untouched().set('r0_c1', { sha256: 'another', cells: cells(changed) });
    const known = knownPairs(items, now, { items, located, seen: untouched() }, RADIUS);
    return WHO_ASKS.filter((id) => !known.located[id]);
  };

  it('are known where neither shares it, and asked again where one does', () => {
    // Its neighbours lie 1,000 px to the left and right and 750 px below.
    expect(asked([4, 2])).toEqual([]);
    expect(asked([0, 2])).toEqual(['r0_c0']);
    expect(asked([4, 7])).toEqual(['r0_c1']);
    expect(asked([7, 2])).toEqual(['r0_c1']);
    expect(asked([6, 2])).toEqual([]);
  });

  it('are asked again where they were not sure', () => {
    expect(asked([4, 2], answers({ reason: 'ambiguous' }))).toEqual(['r0_c0', 'r0_c1']);
  });

  it('are asked again where features of whole pictures found them, also near their plan', () => {
    expect(asked([4, 2], answers({ by_features: true }))).toEqual(['r0_c0', 'r0_c1']);
  });

  it('are asked again where the cells of a picture are not those of its size', () => {
    const cut = (cells: string) =>
      new Map<string, SeenPicture>([...untouched()].map(([id, one]) => [id, { ...one, cells }]));
    const base = { items, located: answers(), seen: cut('a'.repeat(8 * 79)) };
    const now = cut('a'.repeat(8 * 79)).set('r0_c1', { sha256: 'another', cells: 'a'.repeat(8 * 79) });
    const known = knownPairs(items, now, base, RADIUS);
    expect(WHO_ASKS.filter((id) => !known.located[id])).toEqual(['r0_c0', 'r0_c1']);
  });
});
