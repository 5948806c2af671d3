/**
 * What a screenshot file is: found by its first bytes, then looked at whole, because half a file has a good header, too. A PNG says of each of its parts
 * what checksum it had when it was written; everything else is decoded, which takes a core 20 ms for 1280 x 1024 px.
 */
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { plainPng } from '../../lambdas/map/png-chunks.ts';
import { SHOT_BYTES, SHOT_PIXELS, type SHOT_TYPES } from '../../lib/limits.ts';
import { ofOrdinaryFile } from './ordinary-file.ts';

export type PictureType = (typeof SHOT_TYPES)[number];
export type Picture = { bytes: number; type: PictureType; sha256: string; width: number; height: number };

/** Whether a file is a picture by its content; one that cannot be read is none. */
export async function isPicture(file: string): Promise<boolean> {
  const found = await ofOrdinaryFile(file, async () => ({ type: await pictureType(file) }));
  return typeof found === 'object' && found.type !== undefined;
}

/** The type by content; undefined for every other file. */
async function pictureType(file: string): Promise<PictureType | undefined> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(12), length: 12 });
    if (buffer.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'image/png';
    if (buffer.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
    const riff = buffer.toString('latin1');
    return riff.startsWith('RIFF') && riff.endsWith('WEBP') ? 'image/webp' : undefined;
  } finally {
    await handle.close();
  }
}

/** Answers the picture, or a sentence that says what is wrong and what to do. */
export const inspectPicture = (file: string): Promise<Picture | string> =>
  ofOrdinaryFile(file, (size) => inspectFile(file, size));

async function inspectFile(file: string, size: number): Promise<Picture | string> {
  if (size === 0) return 'is empty. Capture it again.';
  if (size > SHOT_BYTES) {
    return `has ${megabytes(size)} MB, and ${megabytes(SHOT_BYTES)} MB is the most. Save it as WebP or in parts.`;
  }
  const type = await pictureType(file);
  if (!type) return 'is no PNG, JPEG or WebP picture. Convert it, or take it out of the folder.';
  const content = await readFile(file);
  try {
    const { width, height } = sizeOfWhole(content) ?? (await decoded(content));
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { bytes: content.length, type, sha256, width, height };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    if (/pixel limit/.test(why)) return `cannot be decoded (${why}). Capture it smaller.`;
    // libvips' own words behind ours, where they say something: some name settings, which help nobody.
    return `cannot be decoded (damaged or cut off${/failOn/.test(why) ? '' : `; ${why}`}). Capture it again.`;
  }
}

type Size = Pick<Picture, 'width' | 'height'>;

/** Undefined for what has to be decoded to be sure. */
function sizeOfWhole(content: Buffer): Size | undefined {
  const png = plainPng(content);
  return png && png.width * png.height <= SHOT_PIXELS ? png : undefined;
}

/** @throws Error in libvips' words */
async function decoded(content: Buffer): Promise<Size> {
  const picture = sharp(content, { limitInputPixels: SHOT_PIXELS, failOn: 'warning' });
  const { info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return info;
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
