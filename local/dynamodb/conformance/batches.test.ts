import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConformance } from './endpoint.fixture.ts';
import { toItem, toObject } from './values.fixture.ts';

const service = await openConformance();
const { get, key, send, table, refused } = service;
const write = (requests: object[], more: object = {}) =>
  send('BatchWriteItem', { RequestItems: { [table]: requests }, ...more });
const put = (Item: object) => ({ PutRequest: { Item } });
const remove = (Key: object) => ({ DeleteRequest: { Key } });
const read = (Keys: object[], more: object = {}) =>
  send('BatchGetItem', { RequestItems: { [table]: { Keys, ...more } } });

beforeAll(() => write(Array.from({ length: 25 }, (_, i) => put({ ...key('b', `${i}`), ...toItem({ i, l: [i] }) }))));
afterAll(service.close);

test('25 writes, and deletions of what was never there; nothing is left unprocessed', async () => {
  const requests = [put(key('new')), remove(key('b', '24')), remove(key('never'))];
  expect(await write(requests)).toEqual({ UnprocessedItems: {} });
  expect([await get('new'), (await read([key('b', '24')])).Responses[table]]).toEqual([{}, []]);
});

test('a batch replaces whole items, and with them their index rows', async () => {
  await service.put('replaced', { group: 'old', a: 1 });
  await write([put({ ...key('replaced'), ...toItem({ b: 2 }) })]);
  expect(await get('replaced')).toEqual({ b: 2 });
  const old = {
    KeyConditionExpression: '#g = :g',
    ExpressionAttributeNames: { '#g': 'group' },
    ExpressionAttributeValues: toItem({ ':g': 'old' }),
  };
  expect((await send('Query', { TableName: table, IndexName: 'lean', ...old })).Count).toBe(0);
});

test('a read answers what is there, in any order, and names no key of what is not', async () => {
  const answer = await read([key('b', '0'), key('nope'), key('b', '3')], { ProjectionExpression: 'sk, l[0]' });
  expect(answer.UnprocessedKeys).toEqual({});
  const found = answer.Responses[table].map(toObject).sort((a: any, b: any) => a.l[0] - b.l[0]);
  expect(found).toEqual([
    { sk: '0', l: [0] },
    { sk: '3', l: [3] },
  ]);
});

test('a read stops at 16 MB and says which keys are left', async () => {
  const keys = Array.from({ length: 45 }, (_, i) => key('large', `${i}`));
  for (let i = 0; i < keys.length; i += 15) {
    await write(keys.slice(i, i + 15).map((each) => put({ ...each, v: { S: 'x'.repeat(390_000) } })));
  }
  const seen = new Set<string>();
  let left: object[] = keys;
  let rounds = 0;
  for (; left.length && rounds < 10; rounds++) {
    const answer = await read(left, { ProjectionExpression: 'sk' });
    for (const { sk } of answer.Responses[table]) seen.add(sk.S);
    left = answer.UnprocessedKeys[table]?.Keys ?? [];
    if (left.length) expect(answer.UnprocessedKeys[table].ProjectionExpression).toBe('sk');
  }
  expect(seen.size).toBe(45);
  expect(rounds).toBe(2);
});

test.each([
  [
    '26 requests',
    () => Array.from({ length: 26 }, (_, i) => put(key('b', `${i}`))),
    refused('less than or equal to 25', 'Too many items requested'),
  ],
  ['none', () => [], refused('greater than or equal to 1', 'cannot be null or empty')],
  [
    'one item twice',
    () => [put(key('d')), remove(key('d'))],
    refused('Provided list of item keys contains duplicates'),
  ],
  [
    'a put and a deletion in one',
    () => [{ ...put(key('d')), ...remove(key('d')) }],
    refused('Supplied AttributeValue has more than one datatypes set'),
  ],
  ['neither', () => [{}], refused('Supplied AttributeValue has more than one datatypes set')],
  [
    'an item without key',
    () => [put({ pk: { S: 'd' } })],
    refused('Missing the key sk', 'required keys was not given'),
  ],
  [
    'a deletion with half a key',
    () => [remove({ pk: { S: 'd' } })],
    refused('does not match the schema', 'number of conditions on the keys is invalid'),
  ],
  [
    'a deletion with more than the key',
    () => [remove({ ...key('d'), ...toItem({ a: 1 }) })],
    refused('does not match the schema', 'number of conditions on the keys is invalid'),
  ],
  [
    'an index key of another type',
    () => [put({ ...key('d'), group: { N: '1' } })],
    refused('Type mismatch for Index Key'),
  ],
  ['an empty key', () => [put(key(''))], refused('cannot contain an empty string value. Key: pk')],
  [
    'an item that is too large',
    () => [put({ ...key('d'), v: { S: 'x'.repeat(410_000) } })],
    refused('Item size has exceeded the maximum allowed size'),
  ],
])('%s: refused, and nothing of the batch is written', async (_, requests, expected) => {
  const all = requests();
  const bystander = put(key('bystander'));
  expect(await write(all.length && all.length < 25 ? [bystander, ...all] : all)).toMatchObject(expected);
  expect(await get('bystander')).toBeUndefined();
});

test('no tables, and one that is not there', async () => {
  const nothing = refused('greater than or equal to 1', 'null or no requests set');
  expect(await send('BatchWriteItem', { RequestItems: {} })).toMatchObject(nothing);
  expect((await send('BatchWriteItem', { RequestItems: { nowhere: [put(key('d'))] } })).error).toBe(
    'ResourceNotFoundException',
  );
  expect((await send('BatchGetItem', { RequestItems: { nowhere: { Keys: [key('d')] } } })).error).toBe(
    'ResourceNotFoundException',
  );
});

test.each([
  [
    '101 keys',
    () => Array.from({ length: 101 }, (_, i) => key('b', `${i}`)),
    refused('less than or equal to 100', 'Too many items requested'),
  ],
  ['none', () => [], refused('greater than or equal to 1', 'has empty list')],
  ['one key twice', () => [key('b', '0'), key('b', '0')], refused('Provided list of item keys contains duplicates')],
  [
    'half a key',
    () => [{ pk: { S: 'b' } }],
    refused('does not match the schema', 'number of conditions on the keys is invalid'),
  ],
])('a read of %s is refused', async (_, keys, expected) => {
  expect(await read(keys())).toMatchObject(expected);
});
