import { expect, it } from 'vitest';
import { countTiles, gridBelow, maxZoom, nativeGrid, tileName, tilesOfLevels } from './pyramid.ts';

it.each([
  [1, 1, 0],
  [512, 512, 0],
  [513, 1, 1],
  [1024, 1024, 1],
  [1025, 300, 2],
  [8320, 4800, 5],
  [262_144, 1, 9],
  [262_145, 1, 10],
])('a world of %i x %i px has max zoom %i', (width, height, zoom) => {
  expect(maxZoom({ width, height })).toBe(zoom);
});

it('counts a part of a tile as a tile, on every level', () => {
  expect(nativeGrid({ width: 1025, height: 512 })).toEqual({ columns: 3, rows: 1 });
  expect(gridBelow({ columns: 3, rows: 1 }, 1)).toEqual({ columns: 2, rows: 1 });
  expect(gridBelow({ columns: 3, rows: 1 }, 2)).toEqual({ columns: 1, rows: 1 });
});

it('names every tile of the pyramid once, and counts as many', () => {
  const world = { width: 2600, height: 1100 };
  const names = [...tilesOfLevels(world, maxZoom(world), 0)].map(tileName);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(countTiles(world));
  expect(names).toContain('3/5/2');
  expect(names).not.toContain('3/6/0');
  expect(names.at(-1)).toBe('0/0/0');
});
