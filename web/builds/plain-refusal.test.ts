import { expect, test } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import { inPlainWords } from './plain-refusal.ts';

test.each(['published_meanwhile', 'build_removed', 'no_earlier_build'])('%s is told without ids', (code) => {
  const told = inPlainWords(new ApiError(409, code, 'The map x shows build 01JZ, not 01JY any more.')) as ApiError;
  expect(told).toMatchObject({ status: 409, code });
  expect(told.message).not.toMatch(/01J/);
  expect(told.message.length).toBeGreaterThan(20);
});

test('what else fails stays as it is', () => {
  const [lost, broken] = [new ApiError(503, 'unavailable', 'Try again.'), new TypeError('x')];
  expect([inPlainWords(lost), inPlainWords(broken)]).toEqual([lost, broken]);
});
