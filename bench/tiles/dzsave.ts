import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeWorld } from './compose.ts';
import type { Contender } from './contender.ts';

/**
 * `vips dzsave` of the composed world; the picture passes through a file that vips maps into memory: libvips' own format with
 * transparency, PPM without.
 */
export const dzsave =
  (channels: 3 | 4): Contender =>
  async (world, effort, out) => {
    const picture = join(out, channels === 4 ? 'world.v' : 'world.ppm');
    writeFileSync(picture, channels === 4 ? vipsHeader(world) : `P6\n${world.width} ${world.height}\n255\n`);
    writeFileSync(picture, await composeWorld(world, channels), { flag: 'a' });
    const tiles = join(out, 'tiles');
    const suffix = `.webp[Q=80,effort=${effort}]`;
    const layout = ['--layout', 'google', '--tile-size', '512', '--background', channels === 4 ? '0 0 0 0' : '0'];
    execFileSync('vips', ['dzsave', picture, tiles, ...layout, '--suffix', suffix]);
    rmSync(picture);
    return tiles;
  };

/** The 64 bytes before the pixels of a `.v` file (libvips, iofuncs/vips.c): 4 bands of bytes, no coding, sRGB. */
function vipsHeader({ width, height }: { width: number; height: number }): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0xb6a6f208, 0);
  const [bands, format, coding, interpretation] = [4, 0, 0, 22];
  for (const [index, value] of [width, height, bands, 0, format, coding, interpretation].entries()) {
    header.writeInt32LE(value, 4 + 4 * index);
  }
  header.writeFloatLE(1, 32);
  header.writeFloatLE(1, 36);
  return header;
}
