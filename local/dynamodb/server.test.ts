import * as lib from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { add, definition, key, putNew, startTestRoom, table } from './room.fixture.ts';

const { allowed, client, close, connect, get, owned, put, restart, room, transact } = await startTestRoom();
afterAll(close);

describe('single writes', () => {
  test('an item and its index row are there together', async () => {
    await put('single', { owner: 'ada', nested: { list: [1, 'two', true, null] }, set: new Set(['a']) });
    expect(await get('single')).toMatchObject({ nested: { list: [1, 'two', true, null] } });
    await put('single', { owner: 'ben' });
    expect(await owned('ada')).toEqual([]);
    expect(await owned('ben')).toEqual(['single']);
    await client.send(new lib.DeleteCommand({ TableName: table, Key: key('single') }));
    expect(await owned('ben')).toEqual([]);
  });

  test('a failed condition answers with the item when asked', async () => {
    await put('taken', { n: 7 });
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await expect(put('taken', {}, condition)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: undefined,
    });
    await expect(
      put('taken', {}, { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    ).rejects.toMatchObject({ Item: { pk: { S: 'taken' }, n: { N: '7' } } });
  });

  test('a condition that is nested deeply is decided, one that is too large refused', async () => {
    const nested = (levels: number) =>
      Array.from({ length: levels }).reduce<string>((inner) => `a = :a OR (${inner})`, 'attribute_not_exists(pk)');
    const when = (ConditionExpression: string) =>
      put('nested', {}, { ConditionExpression, ExpressionAttributeValues: { ':a': 1 } });
    await when(nested(40));
    await expect(when(nested(40))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await expect(when(nested(150))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Invalid ConditionExpression: The expression contains too many operators; operator count: 301',
    });
  });

  test('concurrent additions are all counted, and one of many claims wins', async () => {
    const update = (pk: string, more: object) =>
      client.send(new lib.UpdateCommand({ TableName: table, Key: key(pk), ...more }));
    const addOne = { UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': 1 } };
    await Promise.all(Array.from({ length: 50 }, () => update('counter', addOne)));
    expect((await get('counter'))?.n).toBe(50);
    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        update('claim', {
          UpdateExpression: 'SET winner = :i',
          ConditionExpression: 'attribute_not_exists(winner)',
          ExpressionAttributeValues: { ':i': i },
        }),
      ),
    );
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('more than 400 KB are refused', async () => {
    await expect(put('big', { text: 'x'.repeat(410 * 1024) })).rejects.toThrow('Item size has exceeded');
  });

  test('a name that JavaScript would lose is refused, not lost', async () => {
    const { call } = room();
    const Item = JSON.parse('{"pk": {"S": "p"}, "sk": {"S": "x"}, "m": {"M": {"__proto__": {"S": "lost"}}}}');
    await expect(call('PutItem', { TableName: table, Item })).rejects.toThrow('__proto__');
  });

  test('a batch writes and deletes', async () => {
    const requests = Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: key(`batch${i}`) } }));
    await client.send(new lib.BatchWriteCommand({ RequestItems: { [table]: requests } }));
    expect(await get('batch24')).toEqual(key('batch24'));
    const twice = [{ DeleteRequest: { Key: key('batch1') } }, { PutRequest: { Item: key('batch1') } }];
    await expect(client.send(new lib.BatchWriteCommand({ RequestItems: { [table]: twice } }))).rejects.toThrow(
      'contains duplicates',
    );
  });
});

describe('who calls', () => {
  test('a wrong secret is refused', async () => {
    const wrong = connect('wrong');
    await expect(wrong.send(new lib.GetCommand({ TableName: table, Key: key('anything') }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    wrong.destroy();
  });

  test('the account is asked for every action and resource', async () => {
    allowed.length = 0;
    await transact([putNew('asked'), add('asked-count', 1)]);
    await owned('ada');
    expect(allowed).toEqual([
      'role/worker dynamodb:PutItem maps',
      'role/worker dynamodb:UpdateItem maps',
      'role/worker dynamodb:Query maps/index/by-owner',
    ]);
    await expect(client.send(new lib.GetCommand({ TableName: 'forbidden', Key: key('x') }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('a restart', () => {
  test('keeps everything; new indexes are filled, another key is refused', async () => {
    await put('kept', { owner: 'kim', colour: 'red' });
    await restart();
    const byColour = { IndexName: 'by-colour', KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' as const }] };
    await room().ensureTable({
      ...definition,
      AttributeDefinitions: [...definition.AttributeDefinitions, { AttributeName: 'colour', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [...definition.GlobalSecondaryIndexes, byColour],
    });
    const { Items } = await client.send(
      new lib.QueryCommand({
        TableName: table,
        IndexName: 'by-colour',
        KeyConditionExpression: 'colour = :c',
        ExpressionAttributeValues: { ':c': 'red' },
      }),
    );
    expect(Items).toEqual([{ ...key('kept'), owner: 'kim', colour: 'red' }]);
    await expect(
      room().ensureTable({ ...definition, KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }] }),
    ).rejects.toThrow('npm start -- --reset');
  });
});
