import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openConformance, valuesFor } from './endpoint.fixture.ts';
import { toItem } from './values.fixture.ts';

const service = await openConformance();
const { either, get, key, send, table } = service;
/** Where the service cancels with a reason, DynamoDB Local refuses the whole call. */
const REASONS =
  'API reference of TransactWriteItems, "Cancellation reasons": a wrong key, type, path or size is a ValidationError of its item';
const cancelled = (...codes: string[]) => ({
  error: 'TransactionCanceledException',
  message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
  CancellationReasons: codes.map((Code) => expect.objectContaining({ Code })),
});

const write = (TransactItems: object[], more: object = {}) => send('TransactWriteItems', { TransactItems, ...more });
const put = (pk: string, attributes: object = {}, more: object = {}) => ({
  Put: { TableName: table, Item: { ...key(pk), ...toItem(attributes) }, ...more },
});
const change = (pk: string, UpdateExpression: string, values: object = {}, more: object = {}) => ({
  Update: { TableName: table, Key: key(pk), UpdateExpression, ...valuesFor(values), ...more },
});
const add = (pk: string, n = 1) => change(pk, 'ADD n :n', { ':n': n });
const _remove = (pk: string, more: object = {}) => ({ Delete: { TableName: table, Key: key(pk), ...more } });
const _check = (pk: string, ConditionExpression: string, more: object = {}) => ({
  ConditionCheck: { TableName: table, Key: key(pk), ConditionExpression, ...more },
});
const _isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
const _showing = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

beforeEach(async () => {
  await service.put('there', { n: 1, s: 'text' });
  await send('DeleteItem', { TableName: table, Key: key('count') });
});
afterAll(service.close);

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
