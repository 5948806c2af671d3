import { expect, it } from 'vitest';
import { allToEnd, inBatches, inParallel, inParallelToEnd } from './pool.ts';

it('answers in the order of the items and keeps to its limit', async () => {
  let under_way = 0;
  let most = 0;
  const answers = await inParallel([3, 1, 2, 0], 2, async (turns) => {
    most = Math.max(most, ++under_way);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    under_way--;
    return turns * 10;
  });
  expect(answers).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

it('starts nothing more after an error', async () => {
  const started: number[] = [];
  const work = async (item: number) => {
    started.push(item);
    if (item === 1) throw new Error('one');
  };
  await expect(inParallel([0, 1, 2, 3], 1, work)).rejects.toThrow('one');
  expect(started).toEqual([0, 1]);
});

it('throws only when nothing is under way any more, where that is asked for', async () => {
  const events: string[] = [];
  const work = async (item: number) => {
    events.push(`${item} begins`);
    if (item === 0) throw new Error('zero');
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    events.push(`${item} ends`);
  };
  await expect(inParallelToEnd([0, 1, 2, 3], 2, work)).rejects.toThrow('zero');
  expect(events).toEqual(['0 begins', '1 begins', '1 ends']);
});

it('of different things throws the first error in their order, when all have ended', async () => {
  const events: string[] = [];
  const ends = async (name: string, turns: number, error?: Error) => {
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    events.push(name);
    if (error) throw error;
    return name;
  };
  expect(await allToEnd([ends('a', 2), false, undefined, ends('b', 1)])).toEqual(['a', false, undefined, 'b']);
  const all = [ends('c', 5), ends('d', 3, new Error('d')), ends('e', 1, new Error('e'))];
  await expect(allToEnd(all)).rejects.toThrow('d');
  expect(events).toEqual(['b', 'a', 'e', 'd', 'c']);
});

it('cuts a list into batches', () => {
  expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inBatches([], 2)).toEqual([]);
});
