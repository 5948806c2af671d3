import { expect, test } from 'vitest';
import { nameNews } from './name-news.ts';

const own = { names: ['Sample city', 'Harbour'], complete: true };

test.each([
  ['', { makes: 'unknown' }],
  ['  ', { makes: 'unknown' }],
  ['Sample city', { makes: 'build' }],
  [' Harbour ', { makes: 'build' }],
  ['sample City', { makes: 'map', like: 'Sample city' }],
  ['Sample', { makes: 'map' }],
])('the name "%s"', (typed, news) => {
  expect(nameNews(typed, own)).toEqual(news);
});

test('a map that is not listed yet may have the name', () => {
  expect(nameNews('Sample', { ...own, complete: false })).toEqual({ makes: 'unknown' });
});
