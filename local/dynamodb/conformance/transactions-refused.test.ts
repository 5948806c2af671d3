import { describe, expect, test } from 'vitest';
import { cancelled, openTransactions } from './transactions.fixture.ts';

const service = await openTransactions();
const { either, get, key, table, write } = service;
const { put, change, add } = service.entry;
/** Where the service cancels with a reason, DynamoDB Local refuses the whole call. */
const REASONS =
  'API reference of TransactWriteItems, "Cancellation reasons": a wrong key, type, path or size is a ValidationError of its item';

describe('an item that cannot be written cancels with a reason', () => {
  const WRONG = 'An operand in the update expression has an incorrect data type';
  const PATH = 'The document path provided in the update expression is invalid for update';
  const whole = (message: string) => ({ error: 'ValidationException', message });

  test.each([
    ['a wrong type', change('there', 'ADD s :n', { ':n': 1 }), WRONG, whole(WRONG)],
    ['a path that leads nowhere', change('there', 'SET q.r = :n', { ':n': 1 }), PATH, whole(PATH)],
    [
      'an attribute that is not there',
      change('there', 'SET q = nope'),
      'The provided expression refers to an attribute that does not exist in the item',
      whole('The provided expression refers to an attribute that does not exist in the item'),
    ],
    [
      'no sort key',
      { Put: { TableName: table, Item: { pk: { S: 'a' } } } },
      'One or more parameter values were invalid: Missing the key sk in the item',
      whole('One of the required keys was not given a value'),
    ],
    [
      'more than the key',
      { Delete: { TableName: table, Key: { ...key('a'), z: { S: '1' } } } },
      'The provided key element does not match the schema',
      whole('The number of conditions on the keys is invalid'),
    ],
  ])('%s', async (_, item, Message, ofDynamodbLocal) => {
    const service = {
      ...cancelled('None', 'ValidationError'),
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError', Message }],
    };
    expect(await write([add('count'), item])).toEqual(either<object>(REASONS, service, ofDynamodbLocal));
    expect(await get('count')).toBeUndefined();
  });

  test.each([
    ['a key of another type', { Put: { TableName: table, Item: { pk: { S: 'a' }, sk: { N: '1' } } } }],
    ['an index key of another type', put('a', { group: 1 })],
  ])('%s', async (_, item) => {
    expect(await write([add('count'), item])).toEqual(cancelled('None', 'ValidationError'));
    expect(await get('count')).toBeUndefined();
  });

  test('an update that makes the item too large', async () => {
    await service.put('full', { v: 'x'.repeat(400_000) });
    expect(await write([add('count'), change('full', 'SET w = :w', { ':w': 'x'.repeat(20_000) })])).toEqual(
      cancelled('None', 'ValidationError'),
    );
  });
});
