import { expect, test } from 'vitest';
import { syntaxError } from './syntax.ts';

test.each([
  ['n = :n AND', 10, '<EOF>', 'AND'],
  ['n == :n', 3, '=', '== :n'],
  ['SET a = :a b = :b', 11, 'b', ':a b ='],
  ['= :n', 0, '=', '= :n'],
])('%s, given up at %i', (expression, offset, token, near) => {
  expect(syntaxError(expression, offset)).toBe(`Syntax error; token: "${token}", near: "${near}"`);
});
