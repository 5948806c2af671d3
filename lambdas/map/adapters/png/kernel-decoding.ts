import { SHOT_PIXELS } from '../../../../lib/limits.ts';
import { type PlainPng, plainPng } from '../../png-chunks.ts';
import type { Kernel, Picture } from '../../ports/kernel.ts';
import type { PictureCodec, Pixels } from '../../ports/pictures.ts';
import type { PngParts } from '../kernel/png-parts.ts';

/**
 * Decodes shots on a worker that has the kernel. Ordinary PNGs are inflated and unfiltered there, in 60 to 70 % of sharp's
 * time; whatever is not ordinary, damaged files above all, goes to the codec, which reads it or says why not. The pixels are the
 * codec's, byte by byte.
 */
export function kernelDecoding(
  kernel: Kernel & PngParts,
  codec: Pick<PictureCodec, 'decode'>,
): { decode(bytes: Uint8Array): Promise<Pixels>; hold(bytes: Uint8Array): Picture | undefined } {
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

const unpack = (kernel: PngParts, { kind, palette, ...png }: PlainPng): Picture | undefined =>
  png.width * png.height > SHOT_PIXELS ? undefined : kernel.unpackPng(png, kind, palette);
