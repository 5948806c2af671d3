/** The picture codec that encodes the same pixels once: tests build maps of the same shots again and again. */
import { createHash } from 'node:crypto';
import { sharpPictures } from '../../adapters/sharp-pictures.ts';
import type { PictureCodec, Pixels } from '../../ports/pictures.ts';

/** Of all tests of a worker, some 50 kB each. */
const MOST_FILES = 1000;

/** A tile of WebP takes 12 ms, the hash of its pixels one. */
function remembering<Options extends unknown[]>(
  encode: (pixels: Pixels, ...options: Options) => Promise<Uint8Array>,
): typeof encode {
  const files = new Map<string, Promise<Uint8Array>>();
  return ({ data, ...shape }, ...options) => {
    const key = JSON.stringify([createHash('sha256').update(data).digest('hex'), shape, options]);
    const file = files.get(key) ?? encode({ data, ...shape }, ...options);
    if (files.size >= MOST_FILES) files.clear();
    files.set(key, file);
    return file;
  };
}

export const rememberingPictures: PictureCodec = {
  ...sharpPictures,
  encodeTile: remembering(sharpPictures.encodeTile),
  encodePreview: remembering(sharpPictures.encodePreview),
  encodeLossless: remembering(sharpPictures.encodeLossless),
};
