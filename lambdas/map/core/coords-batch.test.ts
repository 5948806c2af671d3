import { expect, it } from 'vitest';
import { coordsBatch } from './coords-batch.ts';
import { job } from './tiling/world.fixture.ts';

it('says nothing of the neighbours', async () => {
  const shot = { key: 'k', name: 'n', row: 0, col: 0, width: 1, height: 1, nominal: [3, 4] as [number, number] };
  const items = ['a', 'b'].map((id) => ({ ...shot, id, neighbours: [] }));
  const { outcomes, completed } = await coordsBatch({ ...job, stage: 'coords', items });
  expect(completed).toBe(2);
  expect(outcomes).toEqual(items.map(({ id }) => ({ item: id, ok: true, pairs: [] })));
});
