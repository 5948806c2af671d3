import { expect, test } from 'vitest';
import { add, compareNumbers, significant, subtract } from './number.ts';

test.each([
  ['0.1', '0.2', '0.3'],
  ['1e20', '-1', '99999999999999999999'],
  ['-5', '5', '0'],
  ['1e-5', '0', '0.00001'],
  ['99999999999999999999999999999999999999', '1', `1${'0'.repeat(38)}`],
])('%s + %s = %s', (a, b, sum) => {
  expect(add(a, b)).toBe(sum);
  expect(subtract(sum, b)).toBe(add(a, '0'));
});

test('what DynamoDB cannot hold is refused, not rounded', () => {
  expect(() => add('12345678901234567890123456789012345678', '0.1')).toThrow('38 significant digits');
  expect(() => add('9e125', '9e125')).toThrow('Number overflow');
  expect(() => subtract('1.1e-130', '1e-130')).toThrow('Number underflow');
});

test('order and digits are of the value, not of the text', () => {
  expect(compareNumbers('5.0', '5')).toBe(0);
  expect(compareNumbers('-10', '9')).toBe(-1);
  expect(compareNumbers('1e2', '99.5')).toBe(1);
  expect(significant('1230')).toEqual({ digits: '123', exponent: 3 });
  expect(significant('0.0012')).toEqual({ digits: '12', exponent: -3 });
});
