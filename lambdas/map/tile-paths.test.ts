import { expect, test } from 'vitest';
import { cacheControl, mapJsonKey, mapOfTilePath, mapTilesPrefix, tileKey } from './tile-paths.ts';

test('tiles of a private map lie where the edge asks who looks, those of others where it does not', () => {
  expect(tileKey('city-abc123', 'B', '2/1/0', 'png')).toBe('tiles/city-abc123/B/2/1/0.png');
  expect(tileKey('city_abc123', 'B', '2/1/0', 'webp')).toBe('media/maps/city_abc123/B/2/1/0.webp');
  expect(mapJsonKey('city_abc123')).toBe('media/maps/city_abc123/map.json');
  expect([cacheControl('a-1', 'max-age=5'), cacheControl('a_1', 'max-age=5')]).toEqual([
    'public, max-age=5',
    'max-age=5',
  ]);
});

test('a folder of one map is no beginning of another', () => {
  for (const [one, other] of [
    ['city_abc', 'city_abcdef'],
    ['city_a', 'city_a_b'],
    ['city-a', 'city-ab'],
  ] as const) {
    expect(mapTilesPrefix(other).startsWith(mapTilesPrefix(one))).toBe(false);
  }
});

test.each([
  ['/tiles/city-1/B/0/0/0.webp', 'city-1'],
  ['/media/maps/city_1/map.json', 'city_1'],
  ['/media/albums/a/p/thumb.webp', undefined],
  ['/export/index.html', undefined],
])('%s is of the map %s', (path, map) => {
  expect(mapOfTilePath(path)).toBe(map);
});
