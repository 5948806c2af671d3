/**
 * Geometry of the pyramid. Zoom `max` has native pixels, tile (z, x, y) at `max` covers [512x, 512x + 512) x
 * [512y, 512y + 512); each level below halves; zoom 0 is one tile.
 */
import { BLOCK_LEVELS, TILE_SIZE } from '../../../../lib/limits.ts';

export type Size = { width: number; height: number };
export type Grid = { columns: number; rows: number };
export type Tile = { z: number; x: number; y: number };

export const tileName = ({ z, x, y }: Tile) => `${z}/${x}/${y}`;

/** Tiles per side at native zoom. A part of a tile is a tile. */
export const nativeGrid = ({ width, height }: Size): Grid => ({
  columns: Math.max(1, Math.ceil(width / TILE_SIZE)),
  rows: Math.max(1, Math.ceil(height / TILE_SIZE)),
});

/** ceil(log2(max(w, h) / 512)), in whole numbers: 513 px need zoom 1, a world below 512 px has zoom 0 only. */
export function maxZoom(size: Size): number {
  const { columns, rows } = nativeGrid(size);
  let zoom = 0;
  while (2 ** zoom < Math.max(columns, rows)) zoom++;
  return zoom;
}

/** Tiles at `levelsBelow` the native zoom, for a grid of native tiles: each level halves, a rest counts as one. */
export const gridBelow = ({ columns, rows }: Grid, levelsBelow: number): Grid => ({
  columns: Math.ceil(columns / 2 ** levelsBelow),
  rows: Math.ceil(rows / 2 ** levelsBelow),
});

/** Levels below its native one that a block makes from memory; a small world ends earlier, at zoom 0. */
export const blockLevels = (max_zoom: number) => Math.min(BLOCK_LEVELS, max_zoom);

/** Tiles that a block makes, lower levels included. */
export function countBlockTiles(block: Grid, max_zoom: number): number {
  let count = 0;
  for (let below = 0; below <= blockLevels(max_zoom); below++) {
    const { columns, rows } = gridBelow(block, below);
    count += columns * rows;
  }
  return count;
}

/** Every tile of the world's rectangle from zoom `from` down to zoom `to`, level by level, row by row. */
export function* tilesOfLevels(size: Size, from: number, to: number): Generator<Tile> {
  const native = nativeGrid(size);
  const top = maxZoom(size);
  for (let z = from; z >= to; z--) {
    const { columns, rows } = gridBelow(native, top - z);
    for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) yield { z, x, y };
  }
}

/** Number of tiles of all levels. */
export function countTiles(size: Size): number {
  const native = nativeGrid(size);
  let count = 0;
  for (let below = 0; below <= maxZoom(size); below++) {
    const { columns, rows } = gridBelow(native, below);
    count += columns * rows;
  }
  return count;
}
