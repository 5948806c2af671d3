import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import type { TilerPorts } from '../core/tiling/store-tile.ts';
import { s3Objects } from './s3-objects.ts';
import { sharpPictures } from './sharp-pictures.ts';

/** What the tiling Lambdas work on: the buckets that WORK_BUCKET and TILES_BUCKET name. */
export function connectTiler(): TilerPorts {
  const env = readEnv('WORK_BUCKET', 'TILES_BUCKET');
  const client = connectS3({ patient: true });
  return {
    work: s3Objects(client, env.WORK_BUCKET),
    tiles: s3Objects(client, env.TILES_BUCKET),
    pictures: sharpPictures,
  };
}
