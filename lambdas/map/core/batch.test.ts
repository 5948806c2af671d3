import { describe, expect, it } from 'vitest';
import { unavailable } from '../../kernel/errors.ts';
import { runBatch } from './batch.ts';
import { job } from './tiling/world.fixture.ts';

const batch = { ...job, stage: 'coords' as const, items: [{ id: 'a' }, { id: 'b' }] };
const failingAt = (id: string, error: unknown) =>
  runBatch(batch, async (item) => {
    if (item.id === id) throw error;
    return { done: {} };
  });

describe('runBatch', () => {
  it('notes an item that fails and goes on', async () => {
    const { outcomes } = await failingAt('a', new Error('It is broken.'));
    expect(outcomes).toEqual([
      { item: 'a', ok: false, code: 'unexpected', message: 'It is broken.' },
      { item: 'b', ok: true },
    ]);
  });

  it.each([
    unavailable('S3 is busy.'),
    Object.assign(new Error('Reduce your rate.'), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } }),
  ])('throws what may pass, so that the batch is done again: %s', async (error) => {
    await expect(failingAt('b', error)).rejects.toBe(error);
  });
});
