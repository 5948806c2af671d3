import { expect, it } from 'vitest';
import { memoryObjects } from '../ports/memory-objects.ts';
import { cleanupBatch } from './cleanup-batch.ts';
import { job } from './tiling/world.fixture.ts';

const items = [
  { id: 'a', key: 'screenshots/m/a', action: 'delete' as const },
  { id: 'b', key: 'screenshots/m/b', action: 'keep' as const },
  { id: 'c', key: 'screenshots/m/c', action: 'delete' as const },
];
const batch = { ...job, stage: 'cleanup' as const, items };

it('deletes what its items say, and a repeat is harmless', async () => {
  const work = memoryObjects();
  for (const { key } of items) await work.put(key, 'x', { contentType: 'image/png' });
  expect(await cleanupBatch(batch, work)).toMatchObject({ completed: 3, failed: 0 });
  expect(await cleanupBatch(batch, work)).toMatchObject({ completed: 3, failed: 0 });
  expect([...work.objects.keys()]).toEqual(['screenshots/m/b']);
});

it('goes on when one delete is refused, with the code of the refusal', async () => {
  const work = memoryObjects();
  for (const { key } of items) await work.put(key, 'x', { contentType: 'image/png' });
  const refusing = {
    ...work,
    delete: (key: string) =>
      key.endsWith('/a') ? Promise.reject(Object.assign(new Error('no'), { code: 'denied' })) : work.delete(key),
  };
  const { outcomes, completed, failed } = await cleanupBatch(batch, refusing);
  expect([completed, failed]).toEqual([2, 1]);
  expect(outcomes[0]).toEqual({ item: 'a', ok: false, code: 'denied', message: 'no' });
  expect([...work.objects.keys()]).toEqual(['screenshots/m/a', 'screenshots/m/b']);
});
