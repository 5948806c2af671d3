import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { namedIn, openConformance } from './endpoint.fixture.ts';
import { toItem, toObject } from './values.fixture.ts';

const service = await openConformance();
const { either, put, update } = service;
const item = {
  ...{ s: 'text', n: 5, l: [0, 1, 2, 3], m: { x: 1, y: { z: 'deep' } }, group: 'g' },
  ...{ ss: new Set(['a', 'b']), ns: new Set([1, 2]), bs: new Set([new Uint8Array([1])]) },
};
const values = {
  ...{ ':n1': 1, ':n2': 2, ':s': 'str', ':e': '', ':l': ['new'], ':el': [], ':m': { k: 9 }, ':em': {}, ':t': true },
  ...{ ':null': null, ':ss': new Set(['b', 'c']), ':ssa': new Set(['a', 'b']), ':ns': new Set([2, 3]) },
  ...{ ':bs': new Set([new Uint8Array([2])]) },
};

beforeEach(async () => void (await put('item', item)));
afterAll(service.close);

const run = (expression: string, more: object = {}) =>
  update('item', expression, namedIn(expression, values), { ReturnValues: 'ALL_NEW', ...more });
const words = async (expression: string) => (await run(expression)).message?.replace('Invalid UpdateExpression: ', '');

describe('changes', () => {
  test.each<[string, Record<string, unknown>]>([
    ['SET s = :s', { s: 'str' }],
    ['set s = :s', { s: 'str' }],
    ['Set s = :s remove n', { s: 'str', n: undefined }],
    ['SET s = :e', { s: '' }],
    ['SET q = :em, q2 = :el, q3 = :null, q4 = :t', { q: {}, q2: [], q3: null, q4: true }],
    ['SET n = n + :n1', { n: 6 }],
    ['SET n = n - :n2', { n: 3 }],
    ['SET n = :n1 + :n2', { n: 3 }],
    ['SET n = n + n', { n: 10 }],
    ['SET q = (n + :n1)', { q: 6 }],
    ['SET q = n, r = m.y.z, t = m', { q: 5, r: 'deep', t: { x: 1, y: { z: 'deep' } } }],
    ['SET s = n, n = s', { s: 5, n: 'text' }],
    ['SET q = if_not_exists(n, :n1), r = if_not_exists(nope, :n1), t = if_not_exists(nope, n)', { q: 5, r: 1, t: 5 }],
    ['SET q = if_not_exists(m.nope.x, :n1)', { q: 1 }],
    ['SET n = if_not_exists(n, :n1) - :n2, q = if_not_exists(nope, :n1) + :n1', { n: 3, q: 2 }],
    ['SET l = list_append(l, :l)', { l: [0, 1, 2, 3, 'new'] }],
    ['SET l = list_append(:l, l)', { l: ['new', 0, 1, 2, 3] }],
    ['SET q = list_append(if_not_exists(nope, :el), :l)', { q: ['new'] }],
    ['SET l[1] = :s', { l: [0, 'str', 2, 3] }],
    ['SET l[9] = :s', { l: [0, 1, 2, 3, 'str'] }],
    ['SET l[9] = :s, l[12] = :n1, l[10] = :n2', { l: [0, 1, 2, 3, 'str', 2, 1] }],
    ['SET l[0] = l[1], l[1] = l[0]', { l: [1, 0, 2, 3] }],
    ['SET l = :l, s = l[0]', { l: ['new'], s: 0 }],
    ['SET m.q = :n1', { m: { x: 1, y: { z: 'deep' }, q: 1 } }],
    ['SET m.x = :n1, m.y = :n2', { m: { x: 1, y: 2 } }],
    ['SET m.q = m', { m: { x: 1, y: { z: 'deep' }, q: { x: 1, y: { z: 'deep' } } } }],
    ['SET group = :s', { group: 'str' }],
    ['REMOVE l[0]', { l: [1, 2, 3] }],
    ['REMOVE l[0], l[1]', { l: [2, 3] }],
    ['REMOVE l[0], l[2], l[1]', { l: [3] }],
    ['REMOVE l[9]', {}],
    ['REMOVE l[0] SET l[1] = :s', { l: ['str', 2, 3] }],
    ['REMOVE l[0] SET l[7] = :s', { l: [1, 2, 3, 'str'] }],
    ['REMOVE l[3], l[1] SET l[0] = :s', { l: ['str', 2] }],
    ['REMOVE s, n, nope, m.nope', { s: undefined, n: undefined }],
    ['REMOVE m.y.z, m.x', { m: { y: {} } }],
    ['REMOVE l', { l: undefined }],
    ['ADD n :n1, nope :n2', { n: 6, nope: 2 }],
    ['ADD ss :ss, ns :ns, q :ss', { ss: new Set(['a', 'b', 'c']), ns: new Set([1, 2, 3]), q: new Set(['b', 'c']) }],
    ['ADD bs :bs', { bs: new Set([new Uint8Array([1]), new Uint8Array([2])]) }],
    ['ADD m.x :n1, m.q :n2', { m: { x: 2, y: { z: 'deep' }, q: 2 } }],
    ['ADD l[0] :n1, l[9] :n1', { l: [1, 1, 2, 3, 1] }],
    ['DELETE ss :ss, ns :ns, nope :ss, m.q :ss', { ss: new Set(['a']), ns: new Set([1]) }],
    ['DELETE ss :ssa', { ss: undefined }],
    ['SET s = :s ADD n :n1 REMOVE l DELETE ss :ss', { s: 'str', n: 6, l: undefined, ss: new Set(['a']) }],
  ])('%s', async (expression, changes) => {
    const { Attributes, message } = await run(aliased(expression), expression.includes('group') ? GROUP : {});
    expect(message).toBeUndefined();
    expect(toObject(Attributes)).toEqual({ pk: 'item', sk: 'x', ...item, ...changes });
  });
});

/** `group` is a reserved word. */
const GROUP = { ExpressionAttributeNames: { '#group': 'group' } };
const aliased = (expression: string) => expression.replace(/\bgroup\b/, '#group');

const OVERLAP = 'Two document paths overlap with each other; must remove or rewrite one of these paths';
const WRONG = 'An operand in the update expression has an incorrect data type';
const PATH = 'The document path provided in the update expression is invalid for update';
const KEY = 'This attribute is part of the key';
const operand = (operator: string, type: string) =>
  `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${type}${either(
    'it adds the name of a set of its program',
    '',
    `, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
  )}`;

describe('refused', () => {
  test.each([
    ['SET', 'Syntax error; token: "<EOF>", near: "SET"'],
    ['SET s =', 'Syntax error; token: "<EOF>", near: "="'],
    ['SET s = :s,', 'Syntax error; token: "<EOF>", near: ","'],
    ['SET s = :s n = :n1', 'Syntax error; token: "n", near: ":s n ="'],
    ['UPDATE s = :s', 'Syntax error; token: "UPDATE", near: "UPDATE s"'],
    ['SET a-b = :s', 'Syntax error; token: "-", near: "a-b"'],
    ['SET q = n * :n1', 'Syntax error; token: "*", near: "n * :n1"'],
    ['SET q = :n1 + :n1 + :n1', 'Syntax error; token: "+", near: ":n1 + :n1"'],
    ['SET q = if_not_exists(n + :n1, :n1)', 'Syntax error; token: "+", near: "n + :n1"'],
    ['', 'The expression can not be empty;'],
    ['SET s = :s SET n = :n1', 'The "SET" section can only be used once in an update expression;'],
    ['SET s = :undef', 'An expression attribute value used in expression is not defined; attribute value: :undef'],
    ['SET #s = :s', 'An expression attribute name used in the document path is not defined; attribute name: #s'],
    ['SET status = :s', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['SET s = :s REMOVE s', `${OVERLAP}; path one: [s], path two: [s]`],
    ['SET m = :m, m.x = :n1', `${OVERLAP}; path one: [m], path two: [m, x]`],
    ['SET q.r = :n1, q = :m', `${OVERLAP}; path one: [q, r], path two: [q]`],
    ['SET l[2] = :s REMOVE l[2]', `${OVERLAP}; path one: [l, [2]], path two: [l, [2]]`],
    ['ADD n :n1 SET n = :n2', `${OVERLAP}; path one: [n], path two: [n]`],
    ['SET q = nope', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET q = n + nope', 'The provided expression refers to an attribute that does not exist in the item'],
    [
      'SET q = if_not_exists(nope, also)',
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    ['SET q = list_append(nope, :l)', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET q = l[9]', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET n = n + s', WRONG],
    ['ADD s :n1', WRONG],
    ['ADD ss :ns', WRONG],
    ['DELETE ss :ns', WRONG],
    ['DELETE s :ss', WRONG],
    ['ADD n :s', operand('ADD', 'STRING')],
    ['ADD l :l', operand('ADD', 'LIST')],
    ['DELETE ss :s', operand('DELETE', 'STRING')],
    ['DELETE n :n1', operand('DELETE', 'NUMBER')],
    [
      'SET l = list_append(l, :s)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: S',
    ],
    [
      'SET q = list_append(list_append(:l, :l), :l)',
      'The function is not allowed to be used this way in an expression; function: list_append',
    ],
    [
      'SET q = if_not_exists(:n1, :n1)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    ['SET m.q.r = :n1', PATH],
    ['SET nope.q = :n1', PATH],
    ['SET nope[0] = :n1', PATH],
    ['SET s.q = :n1', PATH],
    ['SET m.x.q = :n1', PATH],
    ['ADD m.q.r :n1', PATH],
    ['REMOVE nope.x', PATH],
    ['REMOVE s[0]', PATH],
    ['REMOVE m[0]', PATH],
    ['REMOVE l.x', PATH],
    ['SET pk = :s', `One or more parameter values were invalid: Cannot update attribute pk. ${KEY}`],
    ['REMOVE sk', `One or more parameter values were invalid: Cannot update attribute sk. ${KEY}`],
    ['ADD pk :n1', `One or more parameter values were invalid: Cannot update attribute pk. ${KEY}`],
  ])('%s', async (expression, message) => {
    expect(await words(expression)).toBe(message);
    expect(await service.get('item')).toEqual(item);
  });
});

describe('keys of indexes', () => {
  const because =
    'developer guide, "Global secondary indexes": a key attribute must have the type of the index; DynamoDB Local stores it';
  test.each([
    ['a literal', 'SET #group = :n1'],
    ['a value of the item', 'SET #group = n'],
  ])('of another type: %s', async (_, expression) => {
    const { error } = await run(expression, GROUP);
    expect(error).toBe(either<string | undefined>(because, 'ValidationException', undefined));
  });

  test('an empty text', async () => {
    const { error, message } = await run('SET #group = :e', GROUP);
    expect(error).toBe('ValidationException');
    expect(message).toContain('update a secondary index key to a value that is not supported');
  });
});

describe('what is returned', () => {
  test.each([
    ['NONE', 'SET s = :s', undefined],
    ['ALL_OLD', 'SET s = :s', { pk: 'item', sk: 'x', ...item }],
    ['UPDATED_OLD', 'SET s = :s, q = :n1 REMOVE n', { s: 'text', n: 5 }],
    ['UPDATED_NEW', 'SET s = :s, q = :n1 REMOVE n', { s: 'str', q: 1 }],
    ['UPDATED_NEW', 'REMOVE n', undefined],
    ['UPDATED_OLD', 'SET q = :n1', undefined],
    ['UPDATED_NEW', 'DELETE ss :ssa', undefined],
  ])('%s of %s', async (ReturnValues, expression, expected) => {
    const { Attributes, error } = await run(expression, { ReturnValues });
    expect(error).toBeUndefined();
    expect(Attributes && toObject(Attributes)).toEqual(expected);
  });

  test('of a path, only what lies on it', async () => {
    const because =
      'API reference, ReturnValues: "UPDATED_NEW - Returns only the updated attributes"; DynamoDB Local returns the whole map';
    const { Attributes } = await run('SET m.q = :n1, l[1] = :s', { ReturnValues: 'UPDATED_NEW' });
    const whole = { m: { x: 1, y: { z: 'deep' }, q: 1 }, l: [0, 'str', 2, 3] };
    expect(toObject(Attributes)).toEqual(either<object>(because, { m: { q: 1 }, l: ['str'] }, whole));
  });

  test('an update of nothing makes an item; without an expression, one with its key alone', async () => {
    expect((await update('fresh', 'ADD n :n1', { ':n1': 1 }, { ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined();
    const bare = { TableName: service.table, Key: service.key('bare'), ReturnValues: 'ALL_NEW' };
    expect((await service.send('UpdateItem', bare)).Attributes).toEqual(toItem({ pk: 'bare', sk: 'x' }));
    expect((await run('SET s = :s', { ReturnValues: 'SOME' })).error).toBe('ValidationException');
  });

  test('attributes with the names that JavaScript objects have', async () => {
    const names = { '#a': '__proto__', '#b': 'constructor', '#c': 'toString' };
    const { Attributes } = await update(
      'named',
      'SET #a = :s, #b = :s, #c = :s',
      { ':s': 'v' },
      { ReturnValues: 'ALL_NEW', ExpressionAttributeNames: names },
    );
    expect(Object.keys(Attributes).sort()).toEqual(['__proto__', 'constructor', 'pk', 'sk', 'toString']);
  });
});

test('the parameters that came before expressions', async () => {
  const AttributeUpdates = {
    q: { Value: { S: 'x' } },
    n: { Value: { N: '3' }, Action: 'ADD' },
    l: { Action: 'DELETE' },
    ss: { Value: { SS: ['a'] }, Action: 'DELETE' },
  };
  const parameters = {
    TableName: service.table,
    Key: service.key('item'),
    ReturnValues: 'UPDATED_NEW',
    AttributeUpdates,
  };
  const { Attributes } = await service.send('UpdateItem', parameters);
  expect(toObject(Attributes)).toEqual({ q: 'x', n: 8, ss: new Set(['b']) });
  const Expected = { n: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '8' }] } };
  expect((await service.send('UpdateItem', { ...parameters, Expected })).error).toBe('ConditionalCheckFailedException');
});
