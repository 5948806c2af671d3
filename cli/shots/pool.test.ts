import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInPool } from './pool.ts';

test('keeps the order and the width', async () => {
  let running = 0;
  let most = 0;
  const results = await mapInPool([5, 4, 3, 2, 1], 2, async (item) => {
    most = Math.max(most, ++running);
    for (let i = 0; i < item; i++) await turn();
    running--;
    return item * 10;
  });
  expect(results).toEqual([50, 40, 30, 20, 10]);
  expect(most).toBe(2);
});

test('the first error ends it', async () => {
  const seen: number[] = [];
  const run = mapInPool([1, 2, 3, 4, 5, 6], 2, async (item) => {
    seen.push(item);
    await turn();
    if (item === 2) throw new Error('second');
  });
  await expect(run).rejects.toThrow('second');
  expect(seen.length).toBeLessThan(6);
});
