import { afterAll, describe, expect, test } from 'vitest';
import { openConformance } from './endpoint.fixture.ts';

const service = await openConformance();
const { either, get, key, put, send, table, refused } = service;
afterAll(service.close);

describe('values', () => {
  test('every type comes back as it was stored', async () => {
    const item = {
      ...{ s: 'text', e: '', n: -1.5, t: true, f: false, z: null, b: new Uint8Array([0, 255]), eb: new Uint8Array([]) },
      ...{ ss: new Set(['b', 'a', '']), ns: new Set([1, 2.5]), bs: new Set([new Uint8Array([1])]) },
      ...{ l: ['x', 1, null, []], m: { 'a.b': 1, deep: { er: {} } }, '😀': '😀', 'with space': ' ' },
      ...{ constructor: 'c', hasOwnProperty: 'h' },
    };
    expect(await put('types', item)).toEqual({});
    expect(await get('types')).toEqual(item);
  });

  test.each([
    ['no type', {}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [
      'unknown type',
      { X: 'a' },
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    ],
    ['two types', { S: 'a', N: '1' }, 'Supplied AttributeValue has more than one datatypes set'],
    ['NULL false', { NULL: false }, 'Null attribute value types must have the value of true'],
    ['no strings', { SS: [] }, 'An string set  may not be empty'],
    ['no numbers', { NS: [] }, 'An number set  may not be empty'],
    ['no binaries', { BS: [] }, 'Binary sets should not be empty'],
    ['a string twice', { SS: ['a', 'a'] }, 'Input collection [a, a] contains duplicates'],
    ['a number twice', { NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
    ['a binary twice', { BS: ['AQ==', 'AQ=='] }, 'of type BS contains duplicates'],
    [
      'a bad value in a list',
      { L: [{ N: 'x' }] },
      either(
        'it refuses the same in other words',
        'The parameter cannot be converted to a numeric value: x',
        'cannot be converted into a number',
      ),
    ],
  ])('%s is refused', async (_, value, words) => {
    expect(await send('PutItem', { TableName: table, Item: { ...key('bad'), q: value } })).toMatchObject(
      refused(words),
    );
  });
});

describe('numbers', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['00012', '12'],
    ['1.0', '1'],
    ['-1.50', '-1.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e2', '100'],
    ['1E+2', '100'],
    ['1e-10', '0.0000000001'],
    ['1e-130', `0.${'0'.repeat(129)}1`],
    ['9.9999999999999999999999999999999999999E+125', `${'9'.repeat(38)}${'0'.repeat(88)}`],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['1234567890123456789012345678901234567800', '1234567890123456789012345678901234567800'],
  ])('%s', async (sent, stored) => {
    const Item = { ...key('number'), q: { N: sent }, s: { NS: [sent] } };
    expect(await send('PutItem', { TableName: table, Item })).toEqual({});
    const answer = await send('GetItem', { TableName: table, Key: key('number') });
    expect(answer.Item).toMatchObject({ q: { N: stored }, s: { NS: [stored] } });
  });

  const NOT_A_NUMBER = refused(
    'The parameter cannot be converted to a numeric value',
    'A value provided cannot be converted into a number',
  );
  const TOO_MANY = refused(
    'Attempting to store more than 38 significant digits in a Number',
    'only supports precision up to 38 digits',
  );
  test.each<[string, object]>([
    ['1e-131', refused('Number underflow')],
    ['1e126', refused('Number overflow')],
    ['123456789012345678901234567890123456789', TOO_MANY],
    ['0.1234567890123456789012345678901234567890', TOO_MANY],
    ...['NaN', 'Infinity', '1,5', ' 5', '5 ', '', 'abc', '0x10', '1e', '--5'].map((text): [string, object] => [
      text,
      NOT_A_NUMBER,
    ]),
  ])('"%s" is refused', async (N, expected) => {
    expect(await send('PutItem', { TableName: table, Item: { ...key('bad'), q: { N } } })).toMatchObject(expected);
  });

  test.each([
    ['SET n = n + :v', '12345678901234567890123456789012345678', '1', '12345678901234567890123456789012345679'],
    ['SET n = n - :v', '0.3', '0.1', '0.2'],
    ['SET n = n + :v', '0.1', '0.2', '0.3'],
    ['ADD n :v', '1e20', '-1', '99999999999999999999'],
    ['ADD n :v', '99999999999999999999999999999999999999', '1', `1${'0'.repeat(38)}`],
  ])('%s, exactly', async (UpdateExpression, N, value, result) => {
    await send('PutItem', { TableName: table, Item: { ...key('exact'), n: { N } } });
    const ExpressionAttributeValues = { ':v': { N: value } };
    const parameters = { TableName: table, Key: key('exact'), UpdateExpression, ExpressionAttributeValues };
    const { Attributes } = await send('UpdateItem', { ...parameters, ReturnValues: 'UPDATED_NEW' });
    expect(Attributes.n.N).toBe(result);
  });

  test('a sum that is too large or too fine is refused', async () => {
    await send('PutItem', { TableName: table, Item: { ...key('sum'), n: { N: '9e125' } } });
    const sum = (N: string) =>
      send('UpdateItem', {
        TableName: table,
        Key: key('sum'),
        UpdateExpression: 'ADD n :v',
        ExpressionAttributeValues: { ':v': { N } },
      });
    expect(await sum('9e125')).toMatchObject(refused('Number overflow'));
    expect(await sum('1')).toMatchObject(refused('more than 38 significant digits', 'precision up to 38 digits'));
  });
});
