import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConformance } from './endpoint.fixture.ts';
import { toItem, toObject } from './values.fixture.ts';

const service = await openConformance();
const { get, key, put, send, table, update, refused } = service;
afterAll(service.close);

describe('projections', () => {
  const item = { a: 1, l: ['0', '1', { k: 'v', k2: 2 }], m: { x: 1, y: { z: 'deep' } } };
  beforeAll(() => put('p', item));

  test.each<[string, object]>([
    ['a', { a: 1 }],
    ['a, l', { a: 1, l: item.l }],
    ['l[1]', { l: ['1'] }],
    ['l[2], l[0]', { l: ['0', item.l[2]] }],
    ['l[2].k', { l: [{ k: 'v' }] }],
    ['l[9]', {}],
    ['m.x', { m: { x: 1 } }],
    ['m.y.z, m.x', { m: { x: 1, y: { z: 'deep' } } }],
    ['m.x, l[2].k2, a', { m: { x: 1 }, l: [{ k2: 2 }], a: 1 }],
    ['nope, m.nope, a.x', {}],
  ])('%s', async (ProjectionExpression, expected) => {
    expect(await get('p', { ProjectionExpression })).toEqual(expected);
  });

  test.each([
    ['a, a', 'Two document paths overlap with each other'],
    ['m, m.x', 'Two document paths overlap with each other'],
    ['', 'The expression can not be empty;'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a l', 'Syntax error; token: "l", near: "a l"'],
    [':a', 'Syntax error; token: ":a", near: ":a"'],
    ['size(a)', 'Syntax error; token: "(", near: "size(a"'],
    ['name', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['#a', 'An expression attribute name used in the document path is not defined; attribute name: #a'],
  ])('%s is refused', async (ProjectionExpression, words) => {
    expect(await get('p', { ProjectionExpression })).toMatchObject(refused(`Invalid ProjectionExpression: ${words}`));
  });

  test('names with dots stay names; the older list of attributes', async () => {
    expect(await get('p', { ProjectionExpression: '#m', ExpressionAttributeNames: { '#m': 'm.x' } })).toEqual({});
    expect(await get('p', { AttributesToGet: ['a', 'nope'] })).toEqual({ a: 1 });
  });
});

describe('what is returned', () => {
  test('of an item that was replaced or deleted', async () => {
    const old = { ReturnValues: 'ALL_OLD' };
    expect(await put('rv', { a: 1 }, old)).toEqual({});
    expect(toObject((await put('rv', { a: 2 }, old)).Attributes)).toEqual({ pk: 'rv', sk: 'x', a: 1 });
    const gone = await send('DeleteItem', { TableName: table, Key: key('rv'), ...old });
    expect(gone.Attributes).toEqual(toItem({ pk: 'rv', sk: 'x', a: 2 }));
    expect(await send('DeleteItem', { TableName: table, Key: key('rv'), ...old })).toEqual({});
    expect(await get('rv')).toBeUndefined();
  });

  test.each(['UPDATED_OLD', 'UPDATED_NEW', 'ALL_NEW'])('%s is for updates only', async (ReturnValues) => {
    const words = refused('ReturnValues can only be ALL_OLD or NONE', 'Return values set to invalid value');
    expect(await put('rv', {}, { ReturnValues })).toMatchObject(words);
    expect(await send('DeleteItem', { TableName: table, Key: key('rv'), ReturnValues })).toMatchObject(words);
  });

  test('a failed condition of a deletion, with the item when asked', async () => {
    await put('guarded', { n: 1 });
    const condition = {
      ConditionExpression: 'attribute_not_exists(n)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    const answer = await send('DeleteItem', { TableName: table, Key: key('guarded'), ...condition });
    expect(answer).toMatchObject({ error: 'ConditionalCheckFailedException', Item: toItem({ n: 1 }) });
    const wrong = { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_NEW' };
    expect(await update('guarded', 'REMOVE n', {}, wrong)).toMatchObject(refused('Member must satisfy enum value set'));
    expect(await get('guarded')).toEqual({ n: 1 });
  });

  test('the capacity of a read, when asked', async () => {
    await put('capacity', { v: 'a'.repeat(5000) });
    const read = (more: object) =>
      send('GetItem', { TableName: table, Key: key('capacity'), ReturnConsumedCapacity: 'TOTAL', ...more });
    expect((await read({})).ConsumedCapacity).toEqual({ TableName: table, CapacityUnits: 1 });
    expect((await read({ ConsistentRead: true })).ConsumedCapacity.CapacityUnits).toBe(2);
  });
});
