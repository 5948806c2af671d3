import { afterAll, describe, expect, test } from 'vitest';
import { openConformance } from './endpoint.fixture.ts';

const service = await openConformance();
const { key, put, send, table, update, refused } = service;
afterAll(service.close);

describe('keys', () => {
  const item = (Item: object) => send('PutItem', { TableName: table, Item });
  const S = (text: string) => ({ S: text });

  test.each([
    ['no sort key', { pk: S('a') }, refused('Missing the key sk in the item', 'required keys was not given a value')],
    [
      'no partition key',
      { sk: S('a') },
      refused('Missing the key pk in the item', 'required keys was not given a value'),
    ],
    ['another type', { pk: { N: '1' }, sk: S('a') }, refused('Type mismatch for key')],
    ['empty', { pk: S(''), sk: S('a') }, refused('cannot contain an empty string value. Key: pk')],
    ['index key of another type', { ...key('a'), group: { N: '1' } }, refused('Type mismatch for Index Key')],
    ['index sort key of another type', { ...key('a'), rank: S('1') }, refused('Type mismatch for Index Key')],
    ['index key empty', { ...key('a'), group: S('') }, refused('cannot contain an empty string value. IndexName: ')],
    [
      '2,049 bytes',
      { pk: S('p'.repeat(2049)), sk: S('a') },
      refused('has exceeded the maximum size limit', 'must be under 2048 bytes'),
    ],
    [
      '1,025 letters of two bytes',
      { pk: S('é'.repeat(1025)), sk: S('a') },
      refused('has exceeded the maximum size limit', 'must be under 2048 bytes'),
    ],
    [
      '1,025 bytes to sort by',
      { pk: S('a'), sk: S('s'.repeat(1025)) },
      refused('has exceeded the', 'must be under 1024 bytes'),
    ],
    [
      'index key of 2,049 bytes',
      { ...key('a'), group: S('g'.repeat(2049)) },
      refused('has exceeded the', 'Size limit exceeded'),
    ],
  ])('%s', async (_, attributes, expected) => {
    expect(await item(attributes)).toMatchObject(expected);
  });

  test('the longest keys', async () => {
    expect(await item({ pk: S('p'.repeat(2048)), sk: S('s'.repeat(1024)) })).toEqual({});
  });

  const SCHEMA = 'The provided key element does not match the schema';
  test.each([
    ['too much', { ...key('p'), a: S('1') }, refused(SCHEMA, 'number of conditions on the keys is invalid')],
    ['too little', { pk: S('p') }, refused(SCHEMA, 'number of conditions on the keys is invalid')],
    ['another attribute', { pk: S('p'), a: S('1') }, refused(SCHEMA, 'required keys was not given a value')],
    ['another type', { pk: S('p'), sk: { N: '1' } }, refused(SCHEMA, 'Type mismatch for key')],
    ['empty', { pk: S(''), sk: S('1') }, refused('cannot contain an empty string value. Key: pk')],
    ['none', undefined, refused("Value null at 'key' failed to satisfy constraint", 'Cannot have null key')],
  ])('a key with %s finds nothing', async (_, Key, expected) => {
    expect(await send('GetItem', { TableName: table, Key })).toMatchObject(expected);
    expect(await send('DeleteItem', { TableName: table, Key })).toMatchObject(expected);
    const change = { UpdateExpression: 'REMOVE a' };
    expect(await send('UpdateItem', { TableName: table, Key, ...change })).toMatchObject(expected);
  });
});

describe('sizes', () => {
  const most = 400 * 1024;
  const fixed = 'pksizeskxv'.length;
  const large = 'has exceeded the maximum allowed size';

  test.each([
    ['letters', 'a'.repeat(most - fixed), {}],
    ['letters of two bytes', 'é'.repeat((most - fixed) / 2), {}],
    ['a list', 'a'.repeat(most - fixed - 'q'.length - 3 - 1 - 1), { q: ['x'] }],
  ])('400 KB in %s are taken, and not a byte more', async (_, v, more) => {
    expect(await put('size', { v, ...more })).toEqual({});
    expect(await put('size', { v: `${v}b`, ...more })).toMatchObject(refused(`Item size ${large}`));
  });

  test('nor may an update make it larger', async () => {
    await put('size', { v: 'a'.repeat(most - fixed) });
    expect(await update('size', 'SET w = :w', { ':w': '1' })).toMatchObject(refused(`Item size to update ${large}`));
  });

  test('32 levels of nesting, names that are empty or longer than 64 KB', async () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
    expect(await put('nested', { q: nested(31) })).toEqual({});
    expect(await put('nested', { q: nested(32) })).toMatchObject(
      refused('Nesting Levels have exceeded supported limits'),
    );
    expect(await update('nested', 'SET q = :q', { ':q': nested(32) })).toMatchObject(refused('Nesting Levels'));
    expect(await put('named', { '': 1 })).toMatchObject(refused('Empty attribute name'));
    expect(await put('named', { ['n'.repeat(65_536)]: 1 })).toMatchObject(refused('Attribute name is too large'));
  });
});
