import { describe, expect, test } from 'vitest';
import { b, openPartitions, sorts } from './queries.fixture.ts';
import { toItem } from './values.fixture.ts';

const { send, table, refused, store, query } = await openPartitions();

describe('key conditions', () => {
  test.each([
    ['pk = :p AND sk = :s', '003', ['003']],
    ['pk = :p AND sk < :s', '003', ['000', '001', '002']],
    ['pk = :p AND sk <= :s', '003', ['000', '001', '002', '003']],
    ['pk = :p AND sk > :s', '022', ['023', '024']],
    ['pk = :p AND sk >= :s', '022', ['022', '023', '024']],
    ['pk = :p AND begins_with(sk, :s)', '02', ['020', '021', '022', '023', '024']],
    ['sk = :s AND pk = :p', '003', ['003']],
    ['(pk = :p) AND (:s = sk)', '003', ['003']],
    ['pk = :p AND sk = :s', 'none', []],
  ])('%s', async (expression, s, expected) => {
    const answer = await query(expression, { ...b, ':s': s });
    expect(sorts(answer)).toEqual(expected);
    expect(answer).toMatchObject({ Count: expected.length, ScannedCount: expected.length });
    expect(sorts(await query(expression, { ...b, ':s': s }, { ScanIndexForward: false }))).toEqual(
      [...expected].reverse(),
    );
  });

  test('BETWEEN holds both ends', async () => {
    const between = 'pk = :p AND sk BETWEEN :from AND :to';
    expect(sorts(await query(between, { ...b, ':from': '003', ':to': '005' }))).toEqual(['003', '004', '005']);
    expect(await query(between, { ...b, ':from': '005', ':to': '003' })).toMatchObject(
      refused('The BETWEEN operator requires upper bound to be greater than or equal to lower bound'),
    );
  });

  test('text is ordered by its UTF-8 bytes', async () => {
    const text = { ':p': 'text' };
    expect(sorts(await query('pk = :p', text))).toEqual([
      '\u0000',
      '/',
      'A',
      'a',
      'a/',
      'a0',
      'a~',
      'z',
      '~',
      'é',
      'ﬃ',
      '\uffff',
      '😀',
    ]);
    expect(sorts(await query('pk = :p AND begins_with(sk, :s)', { ...text, ':s': 'a' }))).toEqual([
      'a',
      'a/',
      'a0',
      'a~',
    ]);
    expect(sorts(await query('pk = :p AND sk > :s', { ...text, ':s': 'a' }))).toEqual([
      'a/',
      'a0',
      'a~',
      'z',
      '~',
      'é',
      'ﬃ',
      '\uffff',
      '😀',
    ]);
    expect(sorts(await query('pk = :p AND sk <= :s', { ...text, ':s': 'a' }))).toEqual(['\u0000', '/', 'A', 'a']);
  });

  test.each([
    ['pk > :p', 'Query key condition not supported'],
    ['begins_with(pk, :p)', 'Query key condition not supported'],
    ['sk = :p', 'Query condition missed key schema element'],
    ['pk = :p AND v = :p', 'Query condition missed key schema element'],
    ['pk = :p OR sk = :p', 'Invalid operator used in KeyConditionExpression: OR'],
    ['pk = :p AND sk <> :p', 'Invalid operator used in KeyConditionExpression: <>'],
    ['pk = :p AND sk IN (:p)', 'Invalid operator used in KeyConditionExpression: IN'],
    ['NOT pk = :p', 'Invalid operator used in KeyConditionExpression: NOT'],
    ['pk = :p AND contains(sk, :p)', 'Invalid operator used in KeyConditionExpression: contains'],
    ['pk = :p AND attribute_exists(sk)', 'Invalid operator used in KeyConditionExpression: attribute_exists'],
    ['pk = :p AND pk = :p', 'KeyConditionExpressions must only contain one condition per key'],
    ['pk = :p AND size(sk) = :p', 'KeyConditionExpressions cannot contain nested operations'],
    ['pk = :p AND sk = :p AND v = :p', 'Conditions can be of length 1 or 2 only'],
    ['pk', 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "pk"'],
    ['', 'Invalid KeyConditionExpression: The expression can not be empty;'],
  ])('%s is refused', async (expression, words) => {
    expect(await query(expression, b)).toMatchObject(refused(words));
  });

  test('values of another type and empty ones', async () => {
    const mismatch = refused('Condition parameter type does not match schema type');
    expect(await query('pk = :p AND sk = :s', { ...b, ':s': 1 })).toMatchObject(mismatch);
    expect(await query('pk = :p', { ':p': 1 })).toMatchObject(mismatch);
    const empty = (which: string) => refused(`cannot contain an empty string value. Key: ${which}`);
    expect(await query('pk = :p', { ':p': '' })).toMatchObject(empty('pk'));
    expect(await query('pk = :p AND begins_with(sk, :s)', { ...b, ':s': '' })).toMatchObject(empty('sk'));
    expect(await send('Query', { TableName: table })).toMatchObject(
      refused('Either the KeyConditions or KeyConditionExpression parameter must be specified'),
    );
  });
});

describe('filters and what is selected', () => {
  test('a filter knows all conditions, also of lists and maps', async () => {
    await store([
      { pk: 'f', sk: '1', l: [1, { k: 'v' }], m: { x: 1 } },
      { pk: 'f', sk: '2', l: [2] },
    ]);
    const filtered = (FilterExpression: string, values: object) =>
      query('pk = :p', { ':p': 'f', ...values }, { FilterExpression });
    expect(sorts(await filtered('l = :l', { ':l': [1, { k: 'v' }] }))).toEqual(['1']);
    expect(sorts(await filtered('m = :m', { ':m': { x: 1 } }))).toEqual(['1']);
    expect(sorts(await filtered('contains(l, :k)', { ':k': { k: 'v' } }))).toEqual(['1']);
    expect(sorts(await filtered('attribute_not_exists(m)', {}))).toEqual(['2']);
    expect(await filtered('sk = :s', { ':s': '1' })).toMatchObject(
      refused('Filter Expression can only contain non-primary key attributes: Primary key attribute: sk'),
    );
    expect(await filtered('m < :m', { ':m': { x: 1 } })).toMatchObject(
      refused('Invalid FilterExpression: Incorrect operand type'),
    );
  });

  test('counts without items, and chosen attributes', async () => {
    const counted = await query('pk = :p', b, { Select: 'COUNT' });
    expect(counted).toEqual({ Count: 25, ScannedCount: 25 });
    const chosen = await query('pk = :p', b, { ProjectionExpression: 'sk, v', Limit: 1 });
    expect(chosen.Items).toEqual([toItem({ sk: '000', v: 'v0' })]);
  });

  test.each([
    [
      { Select: 'COUNT', ProjectionExpression: 'pk' },
      'Cannot specify the ProjectionExpression when choosing to get only the Count',
    ],
    [
      { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'pk' },
      'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
    ],
    [
      { Select: 'SPECIFIC_ATTRIBUTES' },
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
  ])('%o is refused', async (more, words) => {
    expect(await query('pk = :p', b, more)).toMatchObject(refused(words));
  });
});
