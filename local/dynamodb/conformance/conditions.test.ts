import { describe, expect, test } from 'vitest';
import { item, openConditions } from './conditions.fixture.ts';
import { valuesFor } from './endpoint.fixture.ts';
import { toItem } from './values.fixture.ts';

const service = await openConditions();
const { ask } = service;

describe('true', () => {
  test.each([
    ...['s = :s', 'n = :n5', 'n <> :s', 'n < :n6', 's < :lo', 'b = :b', 'b < :b23', 't = :true', 'z = :null', 'e = :e'],
    ...[
      'l = :l',
      'm = :m',
      'ss = :ss',
      'ns = :ns',
      'bs = :bs',
      'n >= :n5 AND n <= :n5',
      ':n5 = n',
      ':n4 < n',
      ':n5 = :n5',
    ],
    ...[
      'nope <> :a',
      'nope <> also_not',
      'NOT nope = :a',
      'attribute_not_exists(nope)',
      'attribute_not_exists(m.nope)',
    ],
    ...['n BETWEEN :n4 AND :n6', 's BETWEEN :a AND :lo', 'n IN (:n4, :n5)', 'l IN (:l)', 'm IN (:m)', 'n in (:n5)'],
    ...[
      'attribute_exists(s)',
      'attribute_exists(m.x)',
      'attribute_exists(l[3])',
      'attribute_exists(e)',
      'attribute_exists(z)',
    ],
    ...['attribute_not_exists(l[9])', 'attribute_type(s, :tS)', 'attribute_type(l, :tL)', 'begins_with(s, :he)'],
    ...['begins_with(b, :b12)', 'begins_with(e, :e)', 'begins_with(s, :e)', 'contains(s, :lo)', 'contains(s, :e)'],
    ...['contains(ss, :a)', 'contains(ns, :n25)', 'contains(ns, :n1)', 'contains(bs, :b1)', 'contains(l, :one)'],
    ...[
      'contains(l, :n2)',
      'contains(l, :mk)',
      'contains(l, :l1)',
      'contains(b, :b23)',
      'contains(:s, :lo)',
      'contains(l, l[0])',
    ],
    ...[
      'size(s) = :n11',
      'size(e) = :n0',
      'size(l) = :n4',
      'size(m) = :n2',
      'size(ss) = :n2',
      'size(b) = :n4',
      'size(ns) = :n2',
    ],
    ...[
      'size(:s) = :n11',
      'size(l) > size(m)',
      'm.x = :n1',
      'm.y.z <> :a',
      'l[1] = :n2',
      'l[2].k <> :a',
      'l[3][0] = m.x',
    ],
    ...['n = :n5 AND s = :s', 'n = :n4 OR s = :s', 'n = :n5 and s = :s', 'NOT n = :n4 AND n = :n5', 'NOT NOT n = :n5'],
    ...['n = :n4 AND n = :n5 OR n = :n5', '(n = :n4 OR n = :n5) AND n = :n5', 'n = :n5 OR n = :n4 AND n = :n4'],
    'attribute_type(s, :tS) AND (attribute_exists(n) OR attribute_exists(q))',
    'n = :n5 AND (NOT (m.x = :n1) OR l[0] = :one)',
  ])('%s', async (expression) => {
    expect(await ask(expression)).toBe('true');
  });
});

describe('false', () => {
  test.each([
    ...['s <> :s', 'n = :s', 'n > :n6', 'n < :s', 'b > :b23', 'l <> :l', 'm <> :m', 'n IN (:s)', 's = n', ':n4 = :n5'],
    ...['nope = :a', 'nope = also_not', 'nope < :n5', 'nope IN (:n4)', 'size(nope) = :n0', 'attribute_type(nope, :tS)'],
    ...[
      'attribute_exists(nope)',
      'attribute_exists(m.q)',
      'attribute_exists(l[4])',
      'attribute_exists(s.x)',
      'a.b = :a',
    ],
    ...[
      'attribute_type(s, :tN)',
      'begins_with(s, :lo)',
      'begins_with(n, :he)',
      'begins_with(ss, :a)',
      'contains(ss, :lo)',
    ],
    ...[
      'contains(b, :b9)',
      'contains(n, :n5)',
      'contains(m, :a)',
      'contains(s, :n1)',
      'contains(nope, :a)',
      'size(n) = :n1',
    ],
    ...[
      'size(t) = :n1',
      'size(z) = :n1',
      'NOT (n = :n5)',
      'NOT contains(s, :lo)',
      'm.x.y.z = :n1',
      'n = :n5 AND n = :n4',
    ],
  ])('%s', async (expression) => {
    expect(await ask(expression)).toBe('false');
  });
});

describe('names', () => {
  test('a name with a dot, and names that JavaScript objects have of their own', async () => {
    const { put } = service;
    const names = { ExpressionAttributeNames: { '#d': 'a.b', '#c': 'constructor', '#p': '__proto__' } };
    const expression = '#d = :v AND attribute_not_exists(#c) AND attribute_not_exists(#p)';
    const condition = { ConditionExpression: expression, ...names, ...valuesFor({ ':v': 'dotted' }) };
    expect(await put('item', item, condition)).toEqual({});
  });

  test('a failed condition leaves the item as it was, and shows it when asked', async () => {
    const { put, get } = service;
    await put('kept', { n: 1 });
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    expect(await put('kept', { n: 2 }, condition)).toEqual({
      error: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
    });
    const shown = await put('kept', { n: 2 }, { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
    expect(shown.Item).toEqual(toItem({ pk: 'kept', sk: 'x', n: 1 }));
    expect(await get('kept')).toEqual({ n: 1 });
  });

  test.each([
    [
      'unused value',
      { ConditionExpression: 'n = :n', ...valuesFor({ ':n': 1, ':u': 2 }) },
      'unused in expressions: keys: {:u}',
    ],
    [
      'unused name',
      { ConditionExpression: 'attribute_exists(n)', ExpressionAttributeNames: { '#u': 'n' } },
      'unused in expressions: keys: {#u}',
    ],
    [
      'names without expression',
      { ExpressionAttributeNames: { '#u': 'n' } },
      'can only be specified when using expressions',
    ],
    [
      'no names',
      { ConditionExpression: 'attribute_exists(n)', ExpressionAttributeNames: {} },
      'ExpressionAttributeNames must not be empty',
    ],
    [
      'no values',
      { ConditionExpression: 'attribute_exists(n)', ExpressionAttributeValues: {} },
      'ExpressionAttributeValues must not be empty',
    ],
    [
      'name without #',
      { ConditionExpression: 'attribute_exists(n)', ExpressionAttributeNames: { u: 'n' } },
      'contains invalid key: Syntax error; key: "u"',
    ],
    [
      'old and new kind together',
      { ConditionExpression: 'attribute_exists(n)', Expected: { n: { Exists: false } } },
      'Can not use both expression and non-expression parameters',
    ],
  ])('%s', async (_, more, words) => {
    expect(await service.put('item', item, more)).toMatchObject({
      error: 'ValidationException',
      message: expect.stringContaining(words),
    });
  });
});
