import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeWorld } from './compose.ts';
import type { Contender } from './contender.ts';

/** `vips dzsave` of the composed world; the picture passes through a PPM file, which vips maps into memory. */
export const dzsave: Contender = async (world, effort, out) => {
  const picture = join(out, 'world.ppm');
  writeFileSync(picture, `P6\n${world.width} ${world.height}\n255\n`);
  writeFileSync(picture, await composeWorld(world), { flag: 'a' });
  const tiles = join(out, 'tiles');
  const suffix = `.webp[Q=80,effort=${effort}]`;
  execFileSync('vips', ['dzsave', picture, tiles, '--layout', 'google', '--tile-size', '512', '--suffix', suffix]);
  rmSync(picture);
  return tiles;
};
