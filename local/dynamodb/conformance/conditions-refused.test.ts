import { describe, expect, test } from 'vitest';
import { openConditions } from './conditions.fixture.ts';

const { ask, either } = await openConditions();

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
