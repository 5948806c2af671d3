import { describe, expect, it } from 'vitest';
import { BATCH_ITEMS } from '../../../../lib/limits.ts';
import { inBatches } from '../../../kernel/pool.ts';
import type { BlockWork } from './block-work.ts';
import { spreadChanges } from './spread-changes.ts';

type Worked = BlockWork & { id: number };
const COPY = 30;
/** @param make ms by number of the block */
const blocksOf = (make: Record<number, number>, copy = (_: number) => COPY): Worked[] =>
  Array.from({ length: 28 }, (_, id) => ({ id, make: make[id] ?? 0, copy: copy(id) }));
const spread = (blocks: Worked[]) => spreadChanges(blocks, (block) => block, BATCH_ITEMS.tile);
const msOf = (batch: Worked[]) => batch.reduce((sum, { make, copy }) => sum + make + copy, 0);

describe('spreadChanges', () => {
  it('gives each batch as much to do, neighbours together, and every block once', () => {
    const now = blocksOf({ 0: 200, 1: 200, 3: 200, 4: 200, 6: 200, 8: 200 });
    const ordered = spread(now);
    expect(ordered.toSorted((a, b) => a.id - b.id)).toEqual(now);
    const [first, second] = inBatches(ordered, BATCH_ITEMS.tile);
    expect(first!.slice(0, 3).map(({ id }) => id)).toEqual([0, 1, 3]);
    expect(second!.slice(0, 3).map(({ id }) => id)).toEqual([4, 6, 8]);
  });

  it('evens out with what is copied: blocks at the edge of the world have fewer tiles', () => {
    const now = blocksOf({ 0: 400, 9: 300 }, (id) => (id % 2 === 0 ? 8 : 34));
    const [first, second] = inBatches(spread(now), BATCH_ITEMS.tile);
    expect(first![0]!.id).toBe(0);
    expect(Math.abs(msOf(first!) - msOf(second!))).toBeLessThanOrEqual(34);
  });

  it('keeps to the size of batches, however much changed', () => {
    for (let count = 0; count <= 28; count++) {
      const ordered = spread(
        blocksOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [i, 100 * (1 + (i % 2))]))),
      );
      expect(new Set(ordered).size).toBe(28);
      const [most, least] = inBatches(ordered, BATCH_ITEMS.tile)
        .map((batch) => batch.reduce((sum, { make }) => sum + make, 0))
        .toSorted((a, b) => b - a);
      if (count > 1 && count < 24) expect(most! - least!, `${count} changed`).toBeLessThanOrEqual(200);
    }
  });

  it('leaves the order where all changed or nothing did', () => {
    const all = blocksOf(Object.fromEntries(Array.from({ length: 28 }, (_, i) => [i, 100 + i])));
    expect(spread(all)).toEqual(all);
    expect(spread(blocksOf({}))).toEqual(blocksOf({}));
  });
});
