import { expect, test } from 'vitest';
import { checkExpressionLimits } from './limits.ts';

const many = (count: number, each: (i: number) => string, between: string) =>
  Array.from({ length: count }, (_, i) => each(i)).join(between);

test.each([
  ['FilterExpression', many(150, () => 'a=:v', ' OR '), 299],
  ['ConditionExpression', many(151, () => 'a=:v', ' OR '), 301],
  ['ConditionExpression', many(301, (i) => `size(a${i})`, ','), 301],
  ['FilterExpression', many(151, () => 'a BETWEEN :v AND :w', ' OR '), 301],
  ['UpdateExpression', `SET ${many(301, () => 'a=:v', ',')}`, 0],
  ['UpdateExpression', `SET a = ${many(302, () => ':v', '+')}`, 301],
])('operators and functions of a %s are counted: %s', (name, expression, count) => {
  const check = () => checkExpressionLimits({ [name]: expression });
  if (count <= 300) expect(check).not.toThrow();
  else expect(check).toThrow(`Invalid ${name}: The expression contains too many operators; operator count: ${count}`);
});

test('an expression has up to 4 KB in UTF-8', () => {
  const long = (bytes: number) => ({ ProjectionExpression: `é${'a'.repeat(bytes - 2)}` });
  expect(() => checkExpressionLimits(long(4096))).not.toThrow();
  expect(() => checkExpressionLimits(long(4097))).toThrow(
    'Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097',
  );
});

test('more parentheses than operators could need are redundant', () => {
  const FilterExpression = `${'('.repeat(1900)}a=:v${')'.repeat(1900)}`;
  expect(() => checkExpressionLimits({ FilterExpression })).toThrow('redundant parentheses');
});
