/**
 * The plane in which the captures of OpenTTD lie: the picture that the game itself draws of the whole world (`screenshot
 * giant`), in px, origin top-left. A tile is a diamond of 64 x 32 px; x of the map goes down to the left, y down to the right
 * (src/landscape.h, RemapCoords).
 */
import type { World } from '../game.ts';

type Point = [number, number];

/** Half a tile in the units of the map, where a tile has 16. */
const TILE = 16;
const MIDDLE = TILE / 2;
/** The game leaves room above the northern corner for a hill or a high building (150), and begins at tile (1, 1). */
const ABOVE = 150 - 2 * TILE;

/** @param sides of the map in tiles */
export const worldOf = ([x, y]: Point): World => ({
  tiles: [x, y],
  width: 2 * TILE * (x + y - 4) + 1,
  height: TILE * (x + y - 2) + ABOVE + 1,
});

/** Where the middle of a view lies that the game centred on the tile, if the ground there is at sea level. */
export function middleOf({ tiles }: World, [tx, ty]: Point): Point {
  const [x, y] = [TILE * tx + MIDDLE, TILE * ty + MIDDLE];
  return [2 * (y - x) + 2 * TILE * (tiles[0] - 2), x + y + ABOVE];
}

/** The tile whose middle is nearest, of those on which a view can be centred: the outermost ones are void. */
export function tileAt({ tiles }: World, [px, py]: Point): Point {
  const across = (px - 2 * TILE * (tiles[0] - 2)) / 2;
  const down = py - ABOVE;
  const tile = (value: number, side: number) => Math.min(side - 2, Math.max(1, Math.round((value - MIDDLE) / TILE)));
  return [tile((down - across) / 2, tiles[0]), tile((down + across) / 2, tiles[1])];
}
