import { expect, test } from 'vitest';
import { readTile, tileIn, withTile } from './tile-place.ts';

test('a tile in the address is read again, beside what else is there', () => {
  const tile = { z: 4, x: 12, y: 0 };
  expect(withTile('?a=b&tile=1/1/1', tile)).toBe('?a=b&tile=4/12/0');
  expect(readTile(withTile('', tile))).toEqual(tile);
  expect(withTile('?tile=1/1/1', undefined)).toBe('');
});

test.each(['', '?tile=', '?tile=1/2', '?tile=1/2/3/4', '?tile=-1/0/0', '?tile=1/999999999/0'])(
  'no tile in %j',
  (search) => {
    expect(readTile(search)).toBeUndefined();
  },
);

test('a tile is the same part of the map in a build with more levels, or with fewer', () => {
  expect(tileIn({ z: 1, x: 1, y: 0 }, { maxZoom: 3 }, { maxZoom: 4 })).toEqual({ z: 2, x: 1, y: 0 });
  expect(tileIn({ z: 0, x: 0, y: 0 }, { maxZoom: 4 }, { maxZoom: 3 })).toBeUndefined();
});
