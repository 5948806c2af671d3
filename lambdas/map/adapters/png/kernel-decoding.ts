import { inflateSync } from 'node:zlib';
import { SHOT_PIXELS } from '../../../../lib/limits.ts';
import { release } from '../../core/tiling/bytes.ts';
import type { Kernel, Picture } from '../../ports/kernel.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import { BYTES_OF, type PngParts } from '../kernel/png-parts.ts';
import { type PlainPng, plainPng } from './png-chunks.ts';

/**
 * Decodes shots on a worker that has the kernel. Ordinary PNGs are inflated by zlib and unfiltered there, in 60 to 70 % of sharp's
 * time; whatever is not ordinary, damaged files above all, goes to the codec, which reads it or says why not. The pixels are the
 * codec's, byte by byte.
 */
export function kernelDecoding(
  kernel: Kernel & PngParts,
  codec: Pick<PictureCodec, 'decode'>,
): Pick<PictureCodec, 'decode'> & { hold(bytes: Uint8Array): Picture | undefined } {
  const hold = (bytes: Uint8Array) => {
    const png = plainPng(bytes);
    return png && unpack(kernel, png);
  };
  return {
    /** Pixels that stay in the kernel's memory; undefined for what only the codec can read. */
    hold,
    async decode(bytes) {
      const picture = hold(bytes);
      if (!picture) return codec.decode(bytes);
      const { width, height, channels } = picture;
      const data = kernel.readPicture(picture);
      kernel.free(picture);
      return { width, height, channels, data };
    },
  };
}

/** Bytes from which on inflated data go back at once, instead of waiting for the collector; few bytes come from Node's shared pool. */
const LARGE = 2 ** 20;

function unpack(kernel: PngParts, { width, height, kind, palette, compressed }: PlainPng): Picture | undefined {
  if (width * height > SHOT_PIXELS) return undefined;
  const expected = (width * BYTES_OF[kind] + 1) * height;
  const data = inflated(compressed, expected);
  if (!data) return undefined;
  const picture = kernel.unfilterPng({ data, width, height }, kind, palette);
  if (data.length >= LARGE) release(data);
  return picture;
}

/** Exactly so many bytes, in one piece; undefined if there are more or less, or zlib's checksum does not fit. */
function inflated(compressed: Uint8Array, expected: number): Uint8Array | undefined {
  try {
    const data = inflateSync(compressed, { chunkSize: Math.max(64, expected + 1), maxOutputLength: expected });
    return data.length === expected ? data : undefined;
  } catch {
    return undefined;
  }
}
