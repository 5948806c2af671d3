import type { Sharp } from 'sharp';
import { SHOT_PIXELS } from '../../../lib/limits.ts';
import { TesseraError } from '../../kernel/errors.ts';
import { sharp } from '../../kernel/sharp.ts';
import { plainPng } from '../png-chunks.ts';
import type { PictureCodec, Pixels, Rows } from '../ports/pictures.ts';
import type { TileOptions } from '../workflow.ts';

/** The picture codec by sharp (libvips). */
export const sharpPictures: PictureCodec = {
  async measure(bytes) {
    const { width, height } = await readable(() => open(bytes).metadata());
    return { width, height };
  },
  decode: (bytes, rows) => readable(() => pixelsOf(part(open(bytes), rows).removeAlpha().toColourspace('srgb'))),
  decodeWithAlpha: (bytes) => readable(() => pixelsOf(open(bytes).toColourspace('srgb'))),
  encodeTile: (pixels, options) => encoded(raw(pixels), options),
  encodePreview: (pixels) =>
    raw(pixels)
      .resize(Math.ceil(pixels.width / 2), Math.ceil(pixels.height / 2))
      .webp({ quality: 60, effort: 2 })
      .toBuffer(),
  // Level 1 takes a third of the time of sharp's default 6; a block's top lives as long as its build, 1 of 21 tiles.
  encodeLossless: (pixels) => raw(pixels).png({ compressionLevel: 1 }).toBuffer(),
  isWhole: (bytes) => plainPng(bytes) !== undefined,
};

// `warning` is what libvips says of a truncated file; anything less would tile half a screenshot.
const open = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { failOn: 'warning', limitInputPixels: SHOT_PIXELS, sequentialRead: true });

const part = (picture: Sharp, rows: Rows | undefined): Sharp =>
  rows ? picture.extract({ left: 0, top: rows.from, width: rows.width, height: rows.to - rows.from }) : picture;

const raw = ({ data, width, height, channels }: Pixels): Sharp => sharp(data, { raw: { width, height, channels } });

function encoded(picture: Sharp, { format, quality, effort }: TileOptions): Promise<Uint8Array> {
  if (format === 'png') return picture.png().toBuffer();
  if (format === 'webp-lossless') return picture.webp({ lossless: true, effort }).toBuffer();
  return picture.webp({ quality, effort }).toBuffer();
}

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  // Not toUint8Array: that copies, and the copied original waits for the garbage collector.
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3, data };
}

async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    // Our words first, libvips' own behind them: `webp2vips: unable to read pixels` tells nobody what to do.
    const what = /pixel limit/.test(reason) ? 'it is too large' : 'the file is damaged or cut off';
    throw new TesseraError('unreadable', 422, `The picture cannot be read: ${what} (${reason}).`, { cause: error });
  }
}
