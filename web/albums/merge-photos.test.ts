import { expect, test } from 'vitest';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { mergePhotos } from './merge-photos.ts';

const photo = (id: string, second: number, variants: Photo['variants'] = 'ready'): Photo => ({
  ...{ id, name: `${id}.jpg`, type: 'image/jpeg', bytes: 1, state: 'ready', variants },
  created_at: `2026-01-01T00:00:0${second}.000Z`,
});
const ids = (photos: Photo[]) => photos.map(({ id }) => id).join(' ');

test('pages follow each other, newest first', () => {
  const first = [photo('d', 4), photo('c', 3)];
  expect(ids(mergePhotos(first, [photo('b', 2), photo('a', 1)]))).toBe('d c b a');
});

test('a head that is asked for again brings the new ones, and what became of those that are known', () => {
  const known = [photo('c', 3, 'making'), photo('b', 2), photo('a', 1)];
  const merged = mergePhotos(known, [photo('d', 4), photo('c', 3), photo('b', 2)]);
  expect(ids(merged)).toBe('d c b a');
  expect(merged[1]!.variants).toBe('ready');
});

test('photos of the same moment keep one order', () => {
  const same = [photo('a', 1), photo('b', 1)];
  expect(ids(mergePhotos(same, []))).toBe(ids(mergePhotos([], same.toReversed())));
});
