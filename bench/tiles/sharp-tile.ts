import { join } from 'node:path';
import sharp from 'sharp';
import { composeWorld } from './compose.ts';
import type { Contender } from './contender.ts';

/** sharp's own pyramid, of the composed world in memory, transparent where no shot is. */
export const sharpTile: Contender = async (world, effort, out) => {
  const { width, height } = world;
  const tiles = join(out, 'tiles');
  await sharp(await composeWorld(world, 4), { limitInputPixels: false, raw: { width, height, channels: 4 } })
    .webp({ quality: 80, effort })
    .tile({ size: 512, layout: 'google', background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .toFile(tiles);
  return tiles;
};
