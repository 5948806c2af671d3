import { expect, test } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

test.each([
  ['creat', 'create'],
  ['lsit', 'list'],
  ['EXPORT', 'export'],
  ['exprot', 'export'],
  ['zzzzz', undefined],
])('%s -> %s', (word, wanted) => {
  expect(nearest(word, ['create', 'list', 'export'])).toBe(wanted);
});

test('as a sentence, or nothing', () => {
  expect(didYouMean('coloumns', ['columns', 'order'], '--')).toBe(' Did you mean --columns?');
  expect(didYouMean('x', ['columns'])).toBe('');
  expect(didYouMean('nope', ['Noise'])).toBe('');
});
