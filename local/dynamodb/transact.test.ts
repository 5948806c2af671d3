import * as lib from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { add, key, putNew, startTestRoom, table } from './room.fixture.ts';

const { client, close, get, owned, put, transact } = await startTestRoom();
afterAll(close);

test('all of it or nothing, with a reason for each item', async () => {
  await transact([putNew('t1', { owner: 'tess' }), add('t-count', 1)]);
  const again = transact([add('t-count', 100), putNew('t1')]);
  await expect(again).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message: expect.stringContaining('[None, ConditionalCheckFailed]'),
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: { pk: { S: 't1' }, owner: { S: 'tess' } } },
    ],
  });
  expect((await get('t-count'))?.n).toBe(1);
  expect(await owned('tess')).toEqual(['t1']);
});

test('put, update, delete and check together', async () => {
  await put('goes');
  const check = { TableName: table, Key: key('t1'), ConditionExpression: 'attribute_exists(pk)' };
  await transact([putNew('t2'), { Delete: { TableName: table, Key: key('goes') } }, { ConditionCheck: check }]);
  expect(await get('goes')).toBeUndefined();
  expect(await get('t1')).toBeDefined();
  const answer = await client.send(
    new lib.TransactGetCommand({
      TransactItems: ['t2', 'goes'].map((pk) => ({ Get: { TableName: table, Key: key(pk) } })),
    }),
  );
  expect(answer.Responses).toEqual([{ Item: key('t2') }, {}]);
});

test('the same token twice is one transaction, also at the same time', async () => {
  const items = [add('token', 1)];
  await Promise.all([transact(items, 'same'), transact(items, 'same')]);
  await transact(items, 'same');
  expect((await get('token'))?.n).toBe(1);
  await expect(transact([add('token', 2)], 'same')).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  });
});

test('one item twice, too many items and a wrong type are refused', async () => {
  await expect(transact([add('twice', 1), putNew('twice')])).rejects.toThrow('multiple operations on one item');
  const many = Array.from({ length: 101 }, (_, i) => putNew(`many${i}`));
  await expect(transact(many)).rejects.toMatchObject({ name: 'ValidationException' });
  await put('text', { n: 'seven' });
  await expect(transact([add('text', 1)])).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'ValidationError' }],
  });
});

test('a hundred items, and many transactions on one counter', async () => {
  await transact(Array.from({ length: 100 }, (_, i) => putNew(`hundred${i}`)));
  expect(await get('hundred99')).toBeDefined();
  await Promise.all(Array.from({ length: 30 }, (_, i) => transact([add('busy', 1), putNew(`busy${i}`)])));
  expect((await get('busy'))?.n).toBe(30);
});
