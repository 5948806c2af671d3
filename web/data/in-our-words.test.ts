import { expect, test } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import { text } from '../text/en.ts';
import { inOurWords } from './in-our-words.ts';

test.each(Object.keys(text.publishRefused))('%s is told without ids, but with that of the request', (code) => {
  const said = new ApiError(409, code, 'The map x shows build 01JZ, not 01JY any more.', { requestId: 'r1' });
  const told = inOurWords(said, text.publishRefused) as Error;
  expect(told).toMatchObject({ status: 409, code, requestId: 'r1', cause: said });
  expect(told.message).not.toMatch(/01J/);
  expect(told.message.length).toBeGreaterThan(20);
});

test('what else fails stays as it is', () => {
  for (const error of [new ApiError(503, 'unavailable', 'Try again.'), new TypeError('x'), 'x']) {
    expect(inOurWords(error, text.publishRefused)).toBe(error);
  }
  const strange = new ApiError(409, 'constructor', 'x');
  expect(inOurWords(strange, text.publishRefused)).toBe(strange);
});
