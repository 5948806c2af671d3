/**
 * One run of one contender in a process of its own: `contender.ts NAME EFFORT OUT POSITIONS [FOLDER]`. Prints what it made as
 * JSON.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCaptures, type World } from '../captures.ts';
import { dzsave } from './dzsave.ts';
import { ours } from './ours.ts';
import { sharpTile } from './sharp-tile.ts';
import { tileByTile } from './tile-by-tile.ts';

/** Tiles the world into the empty folder `out`, WebP quality 80, and answers the folder of the tiles. */
export type Contender = (world: World, effort: number, out: string) => Promise<string>;
export type Made = { tiles: number; bytes: number; peakMb: number };

const contenders: Record<string, Contender> = {
  ours,
  dzsave: dzsave(4),
  'dzsave-opaque': dzsave(3),
  'sharp-tile': sharpTile,
  'tile-by-tile': tileByTile,
};

const [name, effort, out, positions, folder] = process.argv.slice(2);
const world = await readCaptures(positions!, folder);
const tiles = await contenders[name!]!(world, Number(effort), out!);
const made: Made = { tiles: 0, bytes: 0, peakMb: process.resourceUsage().maxRSS / 1024 };
for (const file of await readdir(tiles, { recursive: true })) {
  if (!/\d+\.webp$/.test(file)) continue;
  made.tiles++;
  made.bytes += (await stat(join(tiles, file))).size;
}
console.log(JSON.stringify(made));
