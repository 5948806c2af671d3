import { expect, it } from 'vitest';
import { coordsBatch } from './coords-batch.ts';
import { job } from './tiling/world.fixture.ts';

it('passes the nominal positions on', async () => {
  const shot = { key: 'k', name: 'n', row: 0, col: 0, width: 1, height: 1, exact: true };
  const items = [
    { ...shot, id: 'a', nominal: [3, 4] as [number, number] },
    { ...shot, id: 'b', nominal: [5, 6] as [number, number] },
  ];
  const { outcomes, completed } = await coordsBatch({ ...job, stage: 'coords', items });
  expect(completed).toBe(2);
  expect(outcomes).toEqual([
    { item: 'a', ok: true, position: [3, 4], confidence: 1, reason: 'given' },
    { item: 'b', ok: true, position: [5, 6], confidence: 1, reason: 'given' },
  ]);
});
