import { expect, test } from 'vitest';
import { atATime } from './at-a-time.ts';

test('every item is worked on, never more than the limit at a time', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await atATime(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done.push(item);
  });
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

test('an error ends it: nothing new is begun', async () => {
  const begun: number[] = [];
  const work = atATime(1, [1, 2, 3], async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('two is not liked');
  });
  await expect(work).rejects.toThrow('two is not liked');
  expect(begun).toEqual([1, 2]);
});
