import { describe, expect, it } from 'vitest';
import { BATCH_ITEMS } from '../../../../lib/limits.ts';
import { inBatches } from '../../../kernel/pool.ts';
import { spreadChanges } from './spread-changes.ts';

const blocksOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${i}_0`, inputs: [`${i} a`, `${i} b`] }));
/** As `blocks`, with other tiles in some. */
const withChanges = (blocks: ReturnType<typeof blocksOf>, changed: Record<number, number>) =>
  blocks.map((block, i) => ({
    ...block,
    inputs: block.inputs.map((each, k) => (k < (changed[i] ?? 0) ? 'new' : each)),
  }));
const tilesToMake = (batch: { inputs: string[] }[]) =>
  batch.flatMap(({ inputs }) => inputs).filter((each) => each === 'new').length;

describe('spreadChanges', () => {
  const before = blocksOf(28);

  it('gives each batch as much to make, neighbours together, and every block once', () => {
    const now = withChanges(before, { 0: 2, 1: 2, 3: 2, 4: 2, 6: 2, 8: 2 });
    const spread = spreadChanges(now, before, BATCH_ITEMS.tile);
    expect(spread.toSorted((a, b) => now.indexOf(a) - now.indexOf(b))).toEqual(now);
    const [first, second] = inBatches(spread, BATCH_ITEMS.tile);
    expect(first!.slice(0, 3).map(({ id }) => id)).toEqual(['0_0', '1_0', '3_0']);
    expect([first!, second!].map(tilesToMake)).toEqual([6, 6]);
  });

  it('keeps to the size of batches, however much changed', () => {
    for (let count = 0; count <= 28; count++) {
      const now = withChanges(before, Object.fromEntries(Array.from({ length: count }, (_, i) => [i, 1 + (i % 2)])));
      const spread = spreadChanges(now, before, BATCH_ITEMS.tile);
      expect(new Set(spread).size).toBe(28);
      const [most, least] = inBatches(spread, BATCH_ITEMS.tile)
        .map(tilesToMake)
        .toSorted((a, b) => b - a);
      if (count > 1 && count < 24) expect(most! - least!, `${count} changed`).toBeLessThanOrEqual(2);
    }
  });

  it('leaves the order where nothing is known, all changed or nothing did', () => {
    expect(spreadChanges(before, [], 16)).toEqual(before);
    expect(spreadChanges(before, before, 16)).toEqual(before);
  });
});
