import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as lib from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDynamodb, type DynamoDBRoom } from './server.ts';

const table = 'maps';
const definition = {
  TableName: table,
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'S' as const },
    { AttributeName: 'owner', AttributeType: 'S' as const },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-owner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['colour'] },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
};
const allowed: string[] = [];
let directory: string;
let room: DynamoDBRoom;
let http: Server;
let client: lib.DynamoDBDocumentClient;

const connect = (secretAccessKey: string) => {
  const { port } = http.address() as { port: number };
  return lib.DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'worker', secretAccessKey },
      maxAttempts: 1,
    }),
  );
};
const open = () =>
  createDynamodb({
    directory,
    credentials: (id) => (id === 'worker' ? { secret: 'right', principal: { arn: 'role/worker' } } : undefined),
    authorize: ({ principal, action, resource }) => {
      allowed.push(`${principal?.arn} ${action} ${resource.split('/').slice(1).join('/')}`);
      if (resource.endsWith('/forbidden')) throw Object.assign(new Error('not allowed'), { code: 'AccessDenied' });
    },
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  room = await open();
  await room.ensureTable(definition);
  http = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  client = connect('right');
});
afterAll(async () => {
  client.destroy();
  await new Promise((resolve) => http.close(resolve));
  await room.close();
  await rm(directory, { recursive: true });
});

const key = (pk: string) => ({ pk, sk: 'x' });
const put = (pk: string, rest: object = {}, more: object = {}) =>
  client.send(new lib.PutCommand({ TableName: table, Item: { ...key(pk), ...rest }, ...more }));
const get = async (pk: string) =>
  (await client.send(new lib.GetCommand({ TableName: table, Key: key(pk), ConsistentRead: true }))).Item;
const owned = async (owner: string) => {
  const query = {
    IndexName: 'by-owner',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
  };
  const { Items } = await client.send(
    new lib.QueryCommand({ TableName: table, ...query, ExpressionAttributeValues: { ':o': owner } }),
  );
  return Items?.map(({ pk }) => pk).sort();
};
const add = (pk: string, amount: number) => ({
  Update: {
    TableName: table,
    Key: key(pk),
    UpdateExpression: 'ADD n :n',
    ExpressionAttributeValues: { ':n': amount },
  },
});
const putNew = (pk: string, rest: object = {}) => ({
  Put: {
    TableName: table,
    Item: { ...key(pk), ...rest },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});
const transact = (items: lib.TransactWriteCommandInput['TransactItems'], ClientRequestToken?: string) =>
  client.send(new lib.TransactWriteCommand({ TransactItems: items, ClientRequestToken }));

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

describe('transactions', () => {
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
});

describe('time to live', () => {
  test('a sweep deletes what expired, and nothing else', async () => {
    const now = 1_800_000_000;
    await put('old', { expires_at: now - 1, owner: 'time' });
    await put('fresh', { expires_at: now + 1, owner: 'time' });
    await put('ancient', { expires_at: now - 6 * 365 * 24 * 3600, owner: 'time' });
    expect(await room.sweep(now)).toBe(1);
    expect(await owned('time')).toEqual(['ancient', 'fresh']);
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires_at' });
  });
});

describe('who calls', () => {
  test('a wrong secret is refused', async () => {
    const wrong = connect('wrong');
    await expect(wrong.send(new lib.GetCommand({ TableName: table, Key: key('t1') }))).rejects.toMatchObject({
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
    await room.close();
    room = await open();
    const byColour = { IndexName: 'by-colour', KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' as const }] };
    await room.ensureTable({
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
      room.ensureTable({ ...definition, KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }] }),
    ).rejects.toThrow('npm start -- --reset');
  });
});
