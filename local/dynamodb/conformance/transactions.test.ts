import { describe, expect, test } from 'vitest';
import { valuesFor } from './endpoint.fixture.ts';
import { cancelled, isNew, openTransactions } from './transactions.fixture.ts';
import { toItem } from './values.fixture.ts';

const service = await openTransactions();
const { either, get, key, send, table, refused, write } = service;
const { put, change, add, remove, check } = service.entry;
const showing = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

describe('writing', () => {
  test('put, update, delete and check together, or not at all', async () => {
    await service.put('goes');
    const items = [
      put('made', { a: 1 }),
      add('count'),
      remove('goes'),
      check('there', 'n = :n', valuesFor({ ':n': 1 })),
    ];
    expect(await write(items)).toEqual({});
    expect([await get('made'), await get('count'), await get('goes'), await get('there')]).toEqual([
      { a: 1 },
      { n: 1 },
      undefined,
      { n: 1, s: 'text' },
    ]);
    expect(await write([add('count', 100), remove('there'), put('made', {}, isNew)])).toEqual(
      cancelled('None', 'None', 'ConditionalCheckFailed'),
    );
    expect([await get('count'), await get('there')]).toEqual([{ n: 1 }, { n: 1, s: 'text' }]);
  });

  test.each([
    ['Put', (more: object) => put('there', {}, { ...isNew, ...more })],
    ['Delete', (more: object) => remove('there', { ...isNew, ...more })],
    ['Update', (more: object) => change('there', 'REMOVE n', {}, { ...isNew, ...more })],
    ['ConditionCheck', (more: object) => check('there', 'attribute_not_exists(pk)', more)],
  ])('the reason of a refused %s, with the item when asked', async (_, item) => {
    const Item = toItem({ pk: 'there', sk: 'x', n: 1, s: 'text' });
    const reason = {
      Code: 'ConditionalCheckFailed',
      Message: expect.stringContaining('The conditional request failed'),
    };
    const shown = await write([add('count'), item(showing)]);
    expect(shown.CancellationReasons).toEqual([{ Code: 'None' }, { ...reason, Item }]);
    expect((await write([item({})])).CancellationReasons).toEqual([reason]);
    expect((await write([check('nope', 'attribute_exists(pk)', showing)])).CancellationReasons).toEqual([reason]);
  });

  test('indexes follow', async () => {
    const members = async (group: string) => {
      const of = {
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ...valuesFor({ ':g': group }),
      };
      return (await send('Query', { TableName: table, IndexName: 'lean', ...of })).Items.map(
        ({ pk }: any) => pk.S,
      ).sort();
    };
    await write([put('i1', { group: 'g1' }), put('i2', { group: 'g1' })]);
    expect(await members('g1')).toEqual(['i1', 'i2']);
    await write([
      remove('i1'),
      change('i2', 'SET #g = :g', { ':g': 'g2' }, { ExpressionAttributeNames: { '#g': 'group' } }),
    ]);
    expect([await members('g1'), await members('g2')]).toEqual([[], ['i2']]);
  });

  test('a hundred items, no more', async () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => put(`many${i}`));
    expect(await write(many(100))).toEqual({});
    expect(await write(many(101))).toMatchObject(refused('less than or equal to 100'));
    expect(await write([])).toMatchObject(refused('greater than or equal to 1'));
    expect((await send('TransactWriteItems', {})).error).toBe('ValidationException');
  });

  test('4 MB, no more', async () => {
    const large = (n: number) => Array.from({ length: n }, (_, i) => put(`large${i}`, { v: 'x'.repeat(400_000) }));
    expect(await write(large(10))).toEqual({});
    expect(await write(large(11))).toMatchObject(refused('exceeds the limit of 4 MB', 'cannot exceed 4MB'));
  });

  test.each([
    [
      'one item twice',
      [put('twice'), remove('twice')],
      refused('Transaction request cannot include multiple operations on one item'),
    ],
    ['nothing in an entry', [{}], refused('can only contain one of', 'should contain Delete or Put or Update')],
    [
      'two in an entry',
      [{ ...put('a'), ...remove('b') }],
      refused('TransactItems can only contain one of Check, Put, Update or Delete'),
    ],
    [
      'a read',
      [{ Get: { TableName: table, Key: key('there') } }],
      refused('can only contain one of', 'should contain Delete or Put or Update'),
    ],
    [
      'a check of nothing',
      [{ ConditionCheck: { TableName: table, Key: key('there') } }],
      refused('ConditionExpression', 'conditionExpression'),
    ],
    [
      'a wrong expression',
      [change('a', 'SET')],
      refused('Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"'),
    ],
    [
      'an unused value',
      [change('a', 'SET a = :a', { ':a': 1, ':u': 1 })],
      refused('unused in expressions: keys: {:u}'),
    ],
    [
      'an item that is too large',
      [put('a', { v: 'x'.repeat(410_000) })],
      refused('Item size has exceeded the maximum allowed size'),
    ],
  ])('%s is refused', async (_, items, expected) => {
    expect(await write([add('count'), ...items])).toMatchObject(expected);
    expect(await get('count')).toBeUndefined();
  });

  test('an update needs an expression', async () => {
    const because = 'API reference, Update: UpdateExpression is required; DynamoDB Local takes none';
    const { error } = await write([{ Update: { TableName: table, Key: key('there') } }]);
    expect(error).toBe(either<string | undefined>(because, 'ValidationException', undefined));
  });

  test('a table that is not there', async () => {
    const nowhere = { Put: { TableName: 'nowhere', Item: key('a') } };
    expect((await write([add('count'), nowhere])).error).toBe('ResourceNotFoundException');
    expect(await get('count')).toBeUndefined();
  });
});

describe('reading', () => {
  const read = (TransactItems: object[]) => send('TransactGetItems', { TransactItems });
  const one = (pk: string, more: object = {}) => ({ Get: { TableName: table, Key: key(pk), ...more } });

  test('answers in order, with nothing for what is not there', async () => {
    const names = { ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'n' } };
    await service.put('second', { n: 2, s: 'more' });
    expect(await read([one('there'), one('nope'), one('second', names)])).toEqual({
      Responses: [{ Item: toItem({ pk: 'there', sk: 'x', n: 1, s: 'text' }) }, {}, { Item: toItem({ n: 2 }) }],
    });
  });

  test.each([
    ['none', [], refused('greater than or equal to 1', 'must not be null')],
    ['101', Array.from({ length: 101 }, (_, i) => one(`many${i}`)), refused('less than or equal to 100')],
    ['one twice', [one('there'), one('there')], refused('cannot include multiple operations on one item')],
    ['an empty entry', [{}], refused('can only contain Get', 'must not be null')],
  ])('%s is refused', async (_, items, expected) => {
    expect(await read(items)).toMatchObject(expected);
  });

  test('a wrong key cancels, a table that is not there is named', async () => {
    const { error } = await read([one('there'), { Get: { TableName: table, Key: { pk: { S: '1' } } } }]);
    expect(error).toBe('TransactionCanceledException');
    expect((await read([{ Get: { TableName: 'nowhere', Key: key('a') } }])).error).toBe('ResourceNotFoundException');
  });
});
