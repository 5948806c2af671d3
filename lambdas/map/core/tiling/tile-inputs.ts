/**
 * Fingerprints of tiles: the same means the same tile, byte by byte. So a later build may copy it, and another attempt of a job keep
 * it. They look at what a tile shows and not at where it lies: a map that grows by a level keeps its tiles, one level farther down.
 */
import { createHash } from 'node:crypto';
import type { Box } from '../../placement.ts';
import type { Block, TileOptions } from '../../workflow.ts';
import { TILER_VERSION } from '../jobs/inputs-hash.ts';
import { blockLevels, type Grid, gridBelow } from './pyramid.ts';

/** Of a tile where no shot shows anything, in the world or beyond it. */
export const EMPTY = 'empty';

/** 128 bits of SHA-256: a build has millions of tiles at most. */
const digest = (of: unknown) => createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32);

/**
 * A shot that owns a pixel of a tile: its picture by the checksums of those parts that the tile shows, or of its file where only that
 * is known, and its place from the tile's corner.
 */
export type Shown = { picture: string; x: number; y: number; width: number; height: number; low?: true };

/**
 * A tile of native pixels. Only its owners matter, in the order of their block, which decides ties: leaving out a shot that owns no
 * pixel changes nothing (owners.ts).
 * @param cut what of the tile lies in the world, in px, when a shot reaches beyond that
 */
export function nativeInputs(
  shown: Shown[],
  { format, quality, effort }: TileOptions,
  { boxes, cut }: { boxes: Box[]; cut?: [number, number] },
): string {
  if (shown.length === 0) return EMPTY;
  const placed = shown.map(({ picture, x, y, width, height, low }) => [
    ...[picture, x, y, width, height],
    ...(low ? ['low'] : []),
  ]);
  return digest([TILER_VERSION, format, quality, effort, placed, boxes, ...(cut ? [cut] : [])]);
}

/** A tile of a lower level: its four children, row by row. Whether blocks or Top make it, it is halved from the same pixels. */
export const lowerInputs = (children: [string, string, string, string]): string =>
  children.every((child) => child === EMPTY) ? EMPTY : digest(children);

/** Fingerprints of the tiles of a level, row by row. */
export type Level = Grid & { inputs: string[] };

/** One level below another, on the same grid: the first of both has to begin at an even place. */
export function levelBelow({ columns, rows, inputs }: Level): Level {
  const at = (x: number, y: number) => (x < columns && y < rows ? inputs[y * columns + x]! : EMPTY);
  const below = gridBelow({ columns, rows }, 1);
  const all = Array.from({ length: below.columns * below.rows }, (_, i) => {
    const [x, y] = [2 * (i % below.columns), 2 * Math.floor(i / below.columns)];
    return lowerInputs([at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)]);
  });
  return { ...below, inputs: all };
}

/** All levels that a block makes, its native one first. */
export function levelsOf({ columns, rows, inputs }: Pick<Block, keyof Level>, max_zoom: number): Level[] {
  const levels: Level[] = [{ columns, rows, inputs }];
  while (levels.length <= blockLevels(max_zoom)) levels.push(levelBelow(levels.at(-1)!));
  return levels;
}

/** Of a block as a whole: its tiles, and what they are called. */
export const blockInputs = ({ id, tile_x, tile_y, columns, rows, inputs }: Block, max_zoom: number): string =>
  digest([max_zoom, id, tile_x, tile_y, columns, rows, inputs]);
