import { expect, test } from 'vitest';
import { storedTiles } from './tile-names.ts';

const map = { width: 1025, height: 512, tileSize: 512, minZoom: 0, maxZoom: 2, blank: ['2/1/0'] };

test('every level covers the map, the last tile also by one px; blank ones are left out', () => {
  expect(storedTiles(map)).toEqual(['0/0/0', '1/0/0', '1/1/0', '2/0/0', '2/2/0']);
});

test('a map smaller than a tile is one tile', () => {
  expect(storedTiles({ ...map, width: 20, height: 30, maxZoom: 0, blank: [] })).toEqual(['0/0/0']);
});
