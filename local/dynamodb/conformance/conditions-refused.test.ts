import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namedIn, openConformance, valuesFor } from './endpoint.fixture.ts';

const service = await openConformance();
const { either } = service;
const list = ['one', 2, { k: 'v' }, [1]];
const item = {
  ...{ s: 'héllo wörld', e: '', n: 5, t: true, z: null, b: new Uint8Array([1, 2, 3, 4]), l: list },
  ...{
    m: { x: 1, y: { z: 'deep' } },
    ss: new Set(['a', 'b']),
    ns: new Set([1, 2.5]),
    bs: new Set([bytes(1), bytes(2)]),
  },
  'a.b': 'dotted',
};
const values = {
  ...{
    ':s': 'héllo wörld',
    ':e': '',
    ':he': 'hé',
    ':lo': 'lo',
    ':a': 'a',
    ':one': 'one',
    ':true': true,
    ':null': null,
  },
  ...{ ':n0': 0, ':n1': 1, ':n2': 2, ':n4': 4, ':n5': 5, ':n6': 6, ':n11': 11, ':n25': 2.5, ':l': list, ':l1': [1] },
  ...{
    ':m': { y: { z: 'deep' }, x: 1 },
    ':mk': { k: 'v' },
    ':b': bytes(1, 2, 3, 4),
    ':b1': bytes(1),
    ':b12': bytes(1, 2),
  },
  ...{ ':b23': bytes(2, 3), ':b9': bytes(9), ':ss': new Set(['b', 'a']), ':ns': new Set([2.5, 1]) },
  ...{ ':bs': new Set([bytes(2), bytes(1)]), ':tS': 'S', ':tN': 'N', ':tL': 'L', ':tX': 'X' },
};
function bytes(...all: number[]) {
  return new Uint8Array(all);
}

beforeAll(() => service.put('item', item));
afterAll(service.close);

const ask = async (ConditionExpression: string) => {
  const { error, message } = await service.put('item', item, {
    ConditionExpression,
    ...valuesFor(namedIn(ConditionExpression, values)),
  });
  if (!error) return 'true';
  if (error === 'ConditionalCheckFailedException') return 'false';
  return message?.replace('Invalid ConditionExpression: ', '');
};

const DISTINCT = 'The first operand must be distinct from the remaining operands for this operator or function';
const TYPE = 'Incorrect operand type for operator or function; operator or function';
const NUMBER_OF = 'Incorrect number of operands for operator or function; operator or function';

describe('refused', () => {
  test.each([
    ['n = :n5 AND', 'Syntax error; token: "<EOF>", near: "AND"'],
    ['= :n5', 'Syntax error; token: "=", near: "= :n5"'],
    ['n == :n5', 'Syntax error; token: "=", near: "== :n5"'],
    ['attribute_exists()', 'Syntax error; token: ")", near: "()"'],
    ['n', 'Syntax error; token: "<EOF>", near: "n"'],
    ['l[-1] = :n1', 'Syntax error; token: "-", near: "[-1"'],
    ['l[x] = :n1', 'Syntax error; token: "x", near: "[x]"'],
    ['n IN ()', 'Syntax error; token: ")", near: "()"'],
    ['n + :n1 = :n6', 'Syntax error; token: "+", near: "n + :n1"'],
    ['n BETWEEN :n4 :n6', 'Syntax error; token: ":n6", near: ":n4 :n6"'],
    ['s = :s;', 'Syntax error; token: ";", near: ":s;"'],
    ['', 'The expression can not be empty;'],
    ['((n = :n5))', 'The expression has redundant parentheses;'],
    ['foo(n)', 'Invalid function name; function: foo'],
    ['ATTRIBUTE_EXISTS(s)', 'Invalid function name; function: ATTRIBUTE_EXISTS'],
    ['attribute_exists(s, n)', `${NUMBER_OF}: attribute_exists, number of operands: 2`],
    ['attribute_exists(:n5)', 'Operator or function requires a document path; operator or function: attribute_exists'],
    ['status = :n5', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['n = :undefined', 'An expression attribute value used in expression is not defined; attribute value: :undefined'],
    ['#q = :n5', 'An expression attribute name used in the document path is not defined; attribute name: #q'],
    ['n = n', `${DISTINCT}; operator: =, first operand: [n]`],
    ['contains(s, s)', `${DISTINCT}; operator: contains, first operand: [s]`],
    ['s IN (s, :a)', `${DISTINCT}; operator: IN, first operand: [s]`],
    ['t < :true', `${TYPE}: <, operand type: BOOL`],
    ['l < :l', `${TYPE}: <, operand type: L`],
    ['m > :m', `${TYPE}: >, operand type: M`],
    ['ss <= :ss', `${TYPE}: <=, operand type: SS`],
    ['begins_with(n, :n5)', `${TYPE}: begins_with, operand type: N`],
    ['attribute_type(s, :n1)', `${TYPE}: attribute_type, operand type: N`],
    ['size(size(s)) = :n1', `${TYPE}: size, operand type: N`],
    [
      'attribute_type(s, :tX)',
      either(
        'the order of the names says nothing',
        'Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
        'Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
      ),
    ],
    [
      'n BETWEEN :n6 AND :n4',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ' +
        'lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {N:4}',
    ],
    [
      'n BETWEEN :n4 AND :a',
      'The BETWEEN operator requires same data type for lower and upper bounds; ' +
        'lower bound operand: AttributeValue: {N:4}, upper bound operand: AttributeValue: {S:a}',
    ],
  ])('%s', async (expression, message) => {
    expect(await ask(expression)).toBe(message);
  });
});
