import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { openConformance } from './endpoint.fixture.ts';
import { toItem } from './values.fixture.ts';

const service = await openConformance();
const { either, key, send, table, refused } = service;
const made: string[] = [];
const attribute = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType });
const create = async (more: object = {}) => {
  const TableName = `conformance-${randomUUID()}`;
  made.push(TableName);
  const simple = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [attribute('pk')] };
  return send('CreateTable', { TableName, BillingMode: 'PAY_PER_REQUEST', ...simple, ...more });
};
afterAll(async () => {
  for (const TableName of made) await send('DeleteTable', { TableName });
  await service.close();
});

describe('tables', () => {
  test('a table is described as it was made', async () => {
    const { Table } = await send('DescribeTable', { TableName: table });
    expect(Table).toMatchObject({
      TableName: table,
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
    expect(Table.GlobalSecondaryIndexes.map(({ IndexName }: any) => IndexName).sort()).toEqual([
      'lean',
      'ranked',
      'slim',
    ]);
    expect(Table.TableArn).toMatch(new RegExp(`:table/${table}$`));
  });

  test('keys of numbers and bytes: equal values are one item, in their order', async () => {
    const KeySchema = [
      { AttributeName: 'n', KeyType: 'HASH' },
      { AttributeName: 'b', KeyType: 'RANGE' },
    ];
    const AttributeDefinitions = [attribute('n', 'N'), attribute('b', 'B')];
    const { TableDescription } = await create({ KeySchema, AttributeDefinitions });
    const { TableName } = TableDescription;
    const put = (N: string, bytes: number[], v: number) =>
      send('PutItem', {
        TableName,
        Item: { n: { N }, b: { B: Buffer.from(bytes).toString('base64') }, ...toItem({ v }) },
      });
    for (const [i, bytes] of [[255], [1], [1, 0], [0], [128]].entries()) await put('5', bytes, i);
    await put('5.0', [1], 9);
    const values = { ':n': { N: '5.00' } };
    const all = await send('Query', { TableName, KeyConditionExpression: 'n = :n', ExpressionAttributeValues: values });
    expect(all.Items.map(({ b, v }: any) => [[...Buffer.from(b.B, 'base64')], v.N])).toEqual([
      [[0], '3'],
      [[1], '9'],
      [[1, 0], '2'],
      [[128], '4'],
      [[255], '0'],
    ]);
  });

  test('a table that is there, and one that is not', async () => {
    const { KeySchema, AttributeDefinitions } = (await send('DescribeTable', { TableName: table })).Table;
    const again = {
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema,
      AttributeDefinitions: AttributeDefinitions.slice(0, 2),
    };
    expect((await send('CreateTable', again)).error).toBe('ResourceInUseException');
    for (const operation of ['DescribeTable', 'DeleteTable', 'DescribeTimeToLive', 'Scan']) {
      expect((await send(operation, { TableName: 'nowhere' })).error, operation).toBe('ResourceNotFoundException');
    }
  });

  test('listed page by page', async () => {
    const extra = await create();
    const all = (await send('ListTables', {})).TableNames;
    expect(all).toEqual(expect.arrayContaining([table, extra.TableDescription.TableName]));
    const first = await send('ListTables', { Limit: 1 });
    expect(first).toEqual({ TableNames: all.slice(0, 1), LastEvaluatedTableName: all[0] });
    const rest = await send('ListTables', { ExclusiveStartTableName: all[0] });
    expect(rest.TableNames).toEqual(all.slice(1));
    expect(await send('ListTables', { Limit: 0 })).toMatchObject(refused('greater than or equal to 1'));
  });

  test('a deleted table takes its items along', async () => {
    const { TableDescription } = await create();
    const { TableName } = TableDescription;
    await send('PutItem', { TableName, Item: { pk: { S: 'a' } } });
    expect((await send('DeleteTable', { TableName })).error).toBeUndefined();
    const simple = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [attribute('pk')] };
    expect((await send('CreateTable', { TableName, BillingMode: 'PAY_PER_REQUEST', ...simple })).error).toBeUndefined();
    expect((await send('Scan', { TableName })).Count).toBe(0);
  });

  const index = (IndexName: string, Projection: object | undefined = { ProjectionType: 'ALL' }) => ({
    IndexName,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    Projection,
  });
  test.each<[string, object, object]>([
    [
      'an attribute too many',
      { AttributeDefinitions: [attribute('pk'), attribute('q')] },
      refused('does not exactly match number of attributes', 'must match the number of attributes'),
    ],
    [
      'a key without type',
      { AttributeDefinitions: [attribute('q')] },
      refused('not defined in AttributeDefinitions', 'not specified in Attribute Definitions'),
    ],
    [
      'no capacity',
      { BillingMode: 'PROVISIONED' },
      refused('must both be specified when BillingMode is PROVISIONED', 'No provisioned throughput specified'),
    ],
    [
      'a sort key alone',
      { KeySchema: [{ AttributeName: 'pk', KeyType: 'RANGE' }] },
      refused('first KeySchemaElement is not a HASH key type', 'No Hash Key specified in schema'),
    ],
    [
      'an unknown type',
      { AttributeDefinitions: [attribute('pk', 'X')] },
      refused('Member must satisfy enum value set: [B, N, S]'),
    ],
    [
      'two indexes of one name',
      { GlobalSecondaryIndexes: [index('same'), index('same')] },
      refused('Duplicate index name: same', 'have the same name'),
    ],
    [
      'an index without projection',
      { GlobalSecondaryIndexes: [{ ...index('one'), Projection: undefined }] },
      refused('projection'),
    ],
    ['no indexes', { GlobalSecondaryIndexes: [] }, refused('GlobalSecondaryIndexes is empty', 'GSI list is empty')],
  ])('%s is refused', async (_, more, expected) => {
    expect(await create(more)).toMatchObject(expected);
  });

  test('capacity for a table on demand', async () => {
    const because =
      'API reference, ProvisionedThroughput: "If you set BillingMode as PAY_PER_REQUEST, you cannot specify this property"';
    const { error } = await create({ ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } });
    expect(error).toBe(either<string | undefined>(because, 'ValidationException', undefined));
  });

  test('an index that comes later holds the items that were there', async () => {
    await service.put('early', { colour: 'red' });
    const Create = {
      IndexName: 'colours',
      KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    };
    const added = await send('UpdateTable', {
      TableName: table,
      AttributeDefinitions: [attribute('colour')],
      GlobalSecondaryIndexUpdates: [{ Create }],
    });
    expect(added.error, added.message).toBeUndefined();
    const query = {
      TableName: table,
      IndexName: 'colours',
      KeyConditionExpression: 'colour = :c',
      ExpressionAttributeValues: toItem({ ':c': 'red' }),
    };
    await expect
      .poll(async () => (await send('Query', query)).Items, { timeout: 10_000 })
      .toEqual([{ ...key('early'), ...toItem({ colour: 'red' }) }]);
    await send('UpdateTable', {
      TableName: table,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'colours' } }],
    });
    await expect.poll(async () => (await send('Query', query)).error, { timeout: 10_000 }).toBe('ValidationException');
  });
});

describe('time to live', () => {
  const set = (Enabled: boolean, AttributeName?: string) =>
    send('UpdateTimeToLive', { TableName: table, TimeToLiveSpecification: { Enabled, AttributeName } });

  test('is switched on and off, with the same attribute', async () => {
    const described = async () => (await send('DescribeTimeToLive', { TableName: table })).TimeToLiveDescription;
    expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    expect(await set(true, 'expires_at')).toEqual({
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires_at' },
    });
    expect(await described()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires_at' });
    expect(await set(true, 'expires_at')).toMatchObject(refused('TimeToLive is already enabled'));
    expect(await set(true, 'other')).toMatchObject(refused('TimeToLive is active on a different AttributeName'));
    expect(await set(false, 'other')).toMatchObject(refused('TimeToLive is active on a different AttributeName'));
    expect((await set(false, 'expires_at')).error).toBeUndefined();
    expect(await set(false, 'expires_at')).toMatchObject(refused('TimeToLive is already disabled'));
    expect((await set(true)).error).toBe('ValidationException');
  });
});

describe('the protocol', () => {
  const BROKEN = 'DynamoDB Local answers 500 where the service says that a request cannot be read';
  test.each([
    ['{', either(BROKEN, 'SerializationException', 'InternalFailure')],
    ['[]', either(BROKEN, 'SerializationException', 'InternalFailure')],
    ['{"TableName": "some", "Key": "a"}', either(BROKEN, 'SerializationException', 'InternalFailure')],
    [
      `{"TableName": "${table}", "Key": {"pk": {"B": "%"}}}`,
      either(BROKEN, 'SerializationException', 'InternalFailure'),
    ],
    ['{"TableName": "no", "Key": {}}', 'ValidationException'],
    ['{"TableName": "no spaces!", "Key": {}}', 'ValidationException'],
    ['{}', 'ValidationException'],
  ])('%s', async (body, error) => {
    expect((await send('GetItem', body)).error).toBe(error);
  });

  test('an operation that does not exist; a field that nobody knows', async () => {
    expect((await send('FooBar', {})).error).toBe('UnknownOperationException');
    expect(await send('GetItem', { TableName: table, Key: key('none'), Unknown: 1 })).toEqual({});
  });
});
