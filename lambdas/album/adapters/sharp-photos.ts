import type { Sharp } from 'sharp';
import { JPEG_SCANS, PHOTO_PIXELS, VARIANT_SIDES } from '../../../lib/limits/photos.ts';
import { TesseraError } from '../../kernel/errors.ts';
import { sharp } from '../../kernel/sharp.ts';
import { jpegScans } from '../core/photos/jpeg-scans.ts';
import type { PhotoCodec } from '../photo-ports.ts';

/** The codec by sharp (libvips). */
export const sharpPhotos: PhotoCodec = {
  async measure(bytes) {
    const { autoOrient } = await readable(() => open(bytes).metadata());
    return autoOrient;
  },
  variants: (bytes) =>
    readable(async () => {
      // The decoder goes over all of them before anybody can stop it.
      const scans = jpegScans(bytes);
      if (scans > JPEG_SCANS) throw unreadable(TOO_MANY_SCANS, new Error(`${scans} scans`));
      const { data, info } = await largest(bytes, 'warning').catch((error: Error) => {
        if (DAMAGE.test(error.message)) throw error;
        return largest(bytes, 'error');
      });
      const { width, height, channels } = info;
      const screen = () => sharp(data, { raw: { width, height, channels } });
      return {
        screen: await screen().webp({ quality: 82 }).toBuffer(),
        thumb: await within(screen(), VARIANT_SIDES.thumb).webp({ quality: 78 }).toBuffer(),
      };
    }),
};

/**
 * Warnings of libjpeg (its jerror.h) after which samples are wrong: what is decoded then is noise, in every decoder another one. Others
 * only say that a camera writes oddly (bytes too many before a marker, parameters of a scan), and browsers show those photos.
 */
const DAMAGE = /bad Huffman code|bad arithmetic code|premature end|instead of RST/i;

const open = (bytes: Uint8Array, failOn: 'error' | 'warning' = 'error'): Sharp =>
  sharp(bytes, { failOn, limitInputPixels: PHOTO_PIXELS });

/** Upright pixels that fill a screen. Warnings first: a photo with odd ones is decoded twice, which few are. */
const largest = (bytes: Uint8Array, failOn: 'error' | 'warning') =>
  within(open(bytes, failOn).autoOrient().toColourspace('srgb'), VARIANT_SIDES.screen)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });

const within = (picture: Sharp, side: number): Sharp =>
  picture.resize(side, side, { fit: 'inside', withoutEnlargement: true });

async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    const reason = error instanceof Error ? error.message.trim() : String(error);
    // People read our words; libvips' own are for the log.
    const what = /pixel limit/.test(reason)
      ? `it has more than ${PHOTO_PIXELS / 1e6} million px`
      : 'the file is damaged or cut off';
    throw unreadable(what, error);
  }
}

const TOO_MANY_SCANS = `it is a JPEG of more than ${JPEG_SCANS} scans, which no camera makes: save it anew`;

const unreadable = (why: string, cause: unknown) => new TesseraError('unreadable', 422, why, { cause });
