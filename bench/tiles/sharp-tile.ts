import { join } from 'node:path';
import sharp from 'sharp';
import { composeWorld } from './compose.ts';
import type { Contender } from './contender.ts';

/** sharp's own pyramid, of the composed world in memory. */
export const sharpTile: Contender = async (world, effort, out) => {
  const { width, height } = world;
  const tiles = join(out, 'tiles');
  await sharp(await composeWorld(world), { limitInputPixels: false, raw: { width, height, channels: 3 } })
    .webp({ quality: 80, effort })
    .tile({ size: 512, layout: 'google' })
    .toFile(tiles);
  return tiles;
};
