import type { Sharp } from 'sharp';
import { PHOTO_PIXELS, VARIANT_SIDES } from '../../../lib/limits/photos.ts';
import { TesseraError } from '../../kernel/errors.ts';
import { sharp } from '../../kernel/sharp.ts';
import type { PhotoCodec } from '../photo-ports.ts';

/** The codec by sharp (libvips). */
export const sharpPhotos: PhotoCodec = {
  async measure(bytes) {
    const { autoOrient } = await readable(() => open(bytes).metadata());
    return autoOrient;
  },
  variants: (bytes) =>
    readable(async () => {
      const { data, info } = await within(open(bytes).autoOrient().toColourspace('srgb'), VARIANT_SIDES.screen)
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const { width, height, channels } = info;
      const screen = () => sharp(data, { raw: { width, height, channels } });
      return {
        screen: await screen().webp({ quality: 82 }).toBuffer(),
        thumb: await within(screen(), VARIANT_SIDES.thumb).webp({ quality: 78 }).toBuffer(),
      };
    }),
};

// `error` lets pass what browsers show as well (warnings of a camera's notes); a file that was cut off is none of that.
const open = (bytes: Uint8Array): Sharp => sharp(bytes, { failOn: 'error', limitInputPixels: PHOTO_PIXELS });

const within = (picture: Sharp, side: number): Sharp =>
  picture.resize(side, side, { fit: 'inside', withoutEnlargement: true });

async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    // Our words first, libvips' own behind them.
    const what = /pixel limit/.test(reason)
      ? `it has more than ${PHOTO_PIXELS / 1e6} million px`
      : 'the file is damaged or cut off';
    throw new TesseraError('unreadable', 422, `${what} (${reason.slice(0, 300)})`, { cause: error });
  }
}
