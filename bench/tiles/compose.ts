import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { eachRun } from '../../lambdas/map/core/tiling/owners.ts';
import type { World } from '../captures.ts';

/**
 * The whole world as one picture, every shot decoded once. The peers cut one picture into tiles and cannot place
 * overlapping shots; this is the cheapest way to give them the same picture that we tile. Its CPU time counts. With 4
 * channels it is transparent where no shot is, as our tiles are; with 3 it is black there.
 */
export async function composeWorld({ folder, width, height, shots }: World, channels: 3 | 4): Promise<Uint8Array> {
  const picture = new Uint8Array(width * height * channels);
  const placed = shots.map((shot) => ({ ...shot, x: shot.position[0], y: shot.position[1] }));
  const runs = shots.map((): number[] => []);
  for (let y = 0; y < height; y++) eachRun(placed, y, 0, width, (owner, from, to) => runs[owner]!.push(y, from, to));
  for (const [index, shot] of placed.entries()) {
    const data = await pixelsOf(await readFile(join(folder, shot.key)), channels);
    for (let i = 0; i < runs[index]!.length; i += 3) {
      const [y, from, to] = runs[index]!.slice(i, i + 3) as [number, number, number];
      const source = (y - shot.y) * shot.width - shot.x;
      picture.set(data.subarray(channels * (source + from), channels * (source + to)), channels * (y * width + from));
    }
  }
  return picture;
}

async function pixelsOf(bytes: Uint8Array, channels: 3 | 4): Promise<Uint8Array> {
  const picture = sharp(bytes, { sequentialRead: true }).toColourspace('srgb');
  return (channels === 4 ? picture.ensureAlpha() : picture.removeAlpha()).raw().toBuffer();
}
