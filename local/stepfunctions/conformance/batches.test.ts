/** How items are grouped for the children of a Distributed Map, and how many children work at a time. */
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { distributed, PASS, useAccount } from './account.fixture.ts';

const account = useAccount();
const batches = (ItemBatcher: object, rest: object = {}) => ({
  Each: distributed({ Pass: PASS }, { ItemBatcher, ...rest }),
});
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

test('MaxItemsPerBatch: the last batch may be smaller; items and executions are counted apart', async () => {
  const { arn, output } = await account.run(batches({ MaxItemsPerBatch: 2 }), numbers(5));
  expect(output).toEqual([{ Items: [0, 1] }, { Items: [2, 3] }, { Items: [4] }]);
  expect(await account.mapRun(arn)).toMatchObject({
    itemCounts: { total: 5, succeeded: 5 },
    executionCounts: { total: 3, succeeded: 3 },
  });
});

test('BatchInput goes to every batch', async () => {
  const batcher = { MaxItemsPerBatch: 1, BatchInput: { name: '{% $states.input.name %}' } };
  const { output } = await account.run(batches(batcher, { Items: [1, 2] }), { name: 'x' });
  expect(output).toEqual([
    { BatchInput: { name: 'x' }, Items: [1] },
    { BatchInput: { name: 'x' }, Items: [2] },
  ]);
});

test('MaxInputBytesPerBatch counts the whole input of a child', async () => {
  // {"Items":["aaaaaaaaaa","aaaaaaaaaa"]} has 37 bytes, with a third item 50.
  const items = numbers(5).map(() => 'a'.repeat(10));
  const { output } = await account.run(batches({ MaxInputBytesPerBatch: 45 }), items);
  expect(output.map(({ Items }: { Items: string[] }) => Items.length)).toEqual([2, 2, 1]);
});

test('whichever limit comes first closes a batch', async () => {
  const batcher = { MaxItemsPerBatch: '{% $states.input.most %}', MaxInputBytesPerBatch: 4096 };
  const { output } = await account.run(batches(batcher, { Items: numbers(7) }), { most: 3 });
  expect(output.map(({ Items }: { Items: number[] }) => Items.length)).toEqual([3, 3, 1]);
});

test('MaxConcurrency 1: a child begins when the one before it has ended', async () => {
  const wait = { Wait: { Type: 'Wait', Seconds: 1, End: true } };
  const { arn } = await account.run({ Each: distributed(wait, { MaxConcurrency: 1 }, 'STANDARD') }, numbers(3));
  const { mapRunArn, maxConcurrency } = await account.mapRun(arn);
  const { executions } = await account.states.send(new ListExecutionsCommand({ mapRunArn }));
  const starts = executions!.map(({ startDate }) => startDate!.getTime()).toSorted((a, b) => a - b);
  expect({ maxConcurrency, children: starts.length }).toEqual({ maxConcurrency: 1, children: 3 });
  // Side by side they would begin at the same moment; a tenth of a second is left to clocks and rounding.
  for (const [i, start] of starts.slice(1).entries()) expect(start - starts[i]!).toBeGreaterThanOrEqual(900);
});

test('without a limit children work side by side', async () => {
  const wait = { Wait: { Type: 'Wait', Seconds: 2, End: true } };
  const { arn } = await account.run({ Each: distributed(wait) }, numbers(5));
  const { startDate, stopDate } = await account.mapRun(arn);
  // One after the other they would need ten seconds.
  expect(stopDate!.getTime() - startDate!.getTime()).toBeLessThan(9000);
});
