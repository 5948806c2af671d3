/** What a file is, found by reading it to its end. For the worker: none of it may hold up the page. */
import { sha256 } from '../../client/sha256.ts';
import { SHOT_BYTES, type SHOT_TYPES } from '../../lib/limits.ts';
import { fileSize } from '../parts/durations.ts';
import { pictureType, TYPE_BYTES } from './picture-type.ts';

export type PictureFacts = {
  type: (typeof SHOT_TYPES)[number];
  width: number;
  height: number;
  /** Of the content, in hexadecimal: what is there already is found by it. */
  sha256: string;
};

/** The facts, or a sentence that says why the file cannot be used and what to do. */
export async function readPicture(file: File): Promise<PictureFacts | string> {
  if (file.size > SHOT_BYTES) {
    return `it has ${fileSize(file.size)}; at most ${fileSize(SHOT_BYTES)} are allowed. Save it smaller.`;
  }
  const content = await file.arrayBuffer().catch(() => undefined);
  if (!content) return 'it cannot be read: it is gone, was changed, or may not be read. Choose the files again.';
  const type = pictureType(new Uint8Array(content, 0, Math.min(content.byteLength, TYPE_BYTES)));
  if (!type) return 'it is not a PNG, JPEG or WebP picture. Save it as one of these.';
  try {
    const [size, sum] = await Promise.all([sizeOf(new Blob([content], { type })), sha256(content)]);
    return { type, ...size, sha256: sum };
  } catch {
    return 'it cannot be read; perhaps it is cut off. Take or copy it again.';
  }
}

async function sizeOf(picture: Blob): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
