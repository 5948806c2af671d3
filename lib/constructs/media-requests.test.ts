import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { MEDIA_REQUESTS } from './media-requests.ts';

type Value = { value: string; multiValue?: { value: string }[] };
const passes = (uri: string, querystring: Record<string, Value> = {}): boolean => {
  const made = runInNewContext(`${MEDIA_REQUESTS}; handler(event)`, { event: { request: { uri, querystring } } });
  return made.statusCode === undefined ? made.uri === uri : made.statusCode !== 403;
};
const PHOTO = '/media/albums/album_3f2a/photo_9c1e/thumb.webp';

test('pictures pass, by cookies and by signed URLs', () => {
  expect(passes(PHOTO)).toBe(true);
  const signed = ['Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'].map((name) => [name, { value: 'aZ0_-~' }]);
  expect(passes(PHOTO, Object.fromEntries(signed))).toBe(true);
});

test.each([
  '/media/albums/b/media/albums/a/p/thumb.webp',
  '/media/albums/b/p/thumb.webp%3F/media/albums/a/p',
  '/media/albums/b/%2Fmedia/x',
  '/media/albums/../albums/b/p/thumb.webp',
  '/media//albums/b',
  '/media/albums/b/p/thumb.webp;/a',
  '/media/',
])('%s does not', (uri) => {
  expect(passes(uri)).toBe(false);
});

test.each([
  [{ x: { value: '/media/albums/a/p' } }],
  [{ '/media/albums/a/p': { value: '' } }],
  [{ Expires: { value: '/media/albums/a/p' } }],
  [{ Policy: { value: 'b', multiValue: [{ value: 'a' }, { value: 'b' }] } }],
])('the query %j does not', (querystring) => {
  expect(passes(PHOTO, querystring)).toBe(false);
});
