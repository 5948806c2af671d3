import { expect, test } from 'vitest';
import { nameNews } from './name-news.ts';

const own = {
  maps: [
    { name: 'Sample city', visibility: 'public' },
    { name: 'Harbour', visibility: 'private' },
  ],
  complete: true,
} as const;

test.each([
  ['', { makes: 'unknown' }],
  ['  ', { makes: 'unknown' }],
  ['Sample city', { makes: 'build', visibility: 'public' }],
  [' Harbour ', { makes: 'build', visibility: 'private' }],
  ['sample City', { makes: 'map', like: 'Sample city' }],
  ['Sample', { makes: 'map' }],
])('the name "%s"', (typed, news) => {
  expect(nameNews(typed, own)).toEqual(news);
});

test('a map that is not listed yet may have the name', () => {
  expect(nameNews('Sample', { ...own, complete: false })).toEqual({ makes: 'unknown' });
});
