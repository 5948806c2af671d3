import sharp from 'sharp';
import type { Pixels } from '../../lambdas/map/ports/pictures.ts';
import type { FileKind } from './cases.ts';

/** A shot as the file that a game or a tool may have written. Palette, JPEG and WebP lose something, as they do there. */
export function encodeShot({ data, width, height, channels }: Pixels, kind: FileKind): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels } });
  if (kind === 'jpeg') return picture.jpeg({ quality: 85 }).toBuffer();
  if (kind === 'webp') return picture.webp({ quality: 85, effort: 0 }).toBuffer();
  if (kind === '16-bit') return picture.toColourspace('rgb16').png({ compressionLevel: 1 }).toBuffer();
  // Without dithering, which no game does; effort 1 is a tenth of the time.
  if (kind === 'palette') return picture.png({ palette: true, dither: 0, effort: 1 }).toBuffer();
  return picture.png({ compressionLevel: 1, progressive: kind === 'interlaced' }).toBuffer();
}

export const endingOf = (kind: FileKind) => (kind === 'jpeg' ? 'jpg' : kind === 'webp' ? 'webp' : 'png');
