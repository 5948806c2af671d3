import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { sharpPictures } from '../../adapters/sharp-pictures.ts';
import type { TileBatch, TileOptions } from '../../workflow.ts';
import { TILER_VERSION } from '../jobs/inputs-hash.ts';
import { tileBatch } from './tile-batch.ts';
import { makeTop } from './top.ts';
import { job, worldOf } from './world.fixture.ts';

const OPTIONS: Pick<TileOptions, 'format' | 'effort'>[] = [
  { format: 'webp', effort: 0 },
  { format: 'webp', effort: 4 },
  { format: 'webp-lossless', effort: 0 },
  { format: 'png', effort: 0 },
];

/**
 * What encodes tiles, by version, and what is seen in tiles: their bytes may depend on the processor (deflate looks for matches with
 * what it has), what a decoder makes of them does not.
 */
it('is raised when an encoder or the pyramid makes something else of the same pixels', async () => {
  const { webp, png, 'zlib-ng': deflate } = sharp.versions as Record<string, string | undefined>;
  const said = [`tiler ${TILER_VERSION}; libwebp ${webp}, libpng ${png}, zlib-ng ${deflate}`];
  for (const options of OPTIONS) {
    // Two blocks, a seam between two shots, the world's edge within tiles.
    const world = await worldOf(
      [
        { id: 'a', x: 0, y: 0, width: 1280, height: 700 },
        { id: 'b', x: 1015, y: 13, width: 1280, height: 700 },
      ],
      { quality: 80, ...options },
    );
    const batch: TileBatch = { ...job, stage: 'tile', settings: world.settings, items: world.blocks };
    await tileBatch(batch, world.ports);
    await makeTop({ ...job, settings: world.settings }, world.ports);
    const all = createHash('sha256');
    for (const key of [...world.ports.tiles.objects.keys()].toSorted()) {
      const { data, channels } = await sharpPictures.decodeWithAlpha(world.ports.tiles.objects.get(key)!.body);
      all.update(`${key} ${channels}\n`).update(data);
    }
    said.push(`${options.format} ${options.effort} ${all.digest('hex')}`);
  }
  // A build copies tiles of builds before it. So raise TILER_VERSION, delete the file and run this test: it is written anew.
  await expect(`${said.join('\n')}\n`).toMatchFileSnapshot('tiler-version.txt');
});
