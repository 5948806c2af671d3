import { BatchWriteCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { add, key, putNew, startTestRoom, table } from './room.fixture.ts';

type Room = Awaited<ReturnType<typeof startTestRoom>>;
let on: Room;
beforeAll(async () => {
  on = await startTestRoom();
});
afterAll(() => on.close());

const asked = { ReturnConsumedCapacity: 'TOTAL' } as const;
const put = async (pk: string, rest: object) => (await on.put(pk, rest, asked)).ConsumedCapacity?.CapacityUnits;
const set = async (pk: string, name: string, value: string) => {
  const { ConsumedCapacity } = await on.client.send(
    new UpdateCommand({
      TableName: table,
      Key: key(pk),
      UpdateExpression: 'SET #n = :v',
      ExpressionAttributeNames: { '#n': name },
      ExpressionAttributeValues: { ':v': value },
      ...asked,
    }),
  );
  return ConsumedCapacity?.CapacityUnits;
};

test('a write takes a unit a kB, and one more for an index that it changes', async () => {
  expect(await put('plain', {})).toBe(1);
  expect(await put('long', { text: 'x'.repeat(2000) })).toBe(2);
  expect(await put('owned', { owner: 'ada' })).toBe(2);
  // The index (owner, colour) holds nothing of it.
  expect(await set('owned', 'size', 'large')).toBe(1);
  expect(await set('owned', 'colour', 'red')).toBe(2);
  // Taken away from one place of the index, put to another.
  expect(await set('owned', 'owner', 'ben')).toBe(3);
});

test('an item that becomes shorter takes what it took', async () => {
  await put('shrinks', { text: 'x'.repeat(3000) });
  expect(await put('shrinks', {})).toBe(3);
});

test('a batch takes what its writes take', async () => {
  const some = ['a', 'b', 'c'].map((pk) => ({ PutRequest: { Item: { ...key(pk), owner: 'ada' } } }));
  const { ConsumedCapacity } = await on.client.send(
    new BatchWriteCommand({ RequestItems: { [table]: some }, ...asked }),
  );
  expect(ConsumedCapacity).toEqual([{ TableName: table, CapacityUnits: 6 }]);
});

test('a transaction takes the units of the table twice, of the index once; a condition as a write', async () => {
  await put('counter', { n: 1, owner: 'ada' });
  const condition = { TableName: table, Key: key('counter'), ConditionExpression: 'attribute_exists(pk)' };
  const write = async (...TransactItems: object[]) =>
    (await on.client.send(new TransactWriteCommand({ TransactItems: TransactItems as never, ...asked })))
      .ConsumedCapacity?.[0]?.CapacityUnits;
  expect(await write(putNew('batch'), add('counter', 1))).toBe(4);
  expect(await write(putNew('owned by ben', { owner: 'ben' }))).toBe(3);
  expect(await write({ ConditionCheck: condition })).toBe(2);
});

test('units are told to those alone who ask', async () => {
  expect((await on.put('silent')).ConsumedCapacity).toBeUndefined();
  expect((await on.transact([putNew('silent too')])).ConsumedCapacity).toBeUndefined();
});
