/** What a file is, found by reading it to its end. For the worker: none of it may hold up the page. */
import { sha256 } from '../../client/sha256.ts';
import { SHOT_BYTES, type SHOT_TYPES } from '../../lib/limits.ts';
import { pictureText } from '../text/en-pictures.ts';
import { asStored } from './as-stored.ts';
import { fileSize } from './durations.ts';
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
    return pictureText.tooLarge(fileSize(file.size), fileSize(SHOT_BYTES));
  }
  const content = await file.arrayBuffer().catch(() => undefined);
  if (!content) return pictureText.cannotBeRead;
  const type = pictureType(new Uint8Array(content, 0, Math.min(content.byteLength, TYPE_BYTES)));
  if (!type) return pictureText.noPicture;
  try {
    const [size, sum] = await Promise.all([
      sizeOf(new Blob([asStored(new Uint8Array(content))], { type })),
      sha256(content),
    ]);
    return { type, ...size, sha256: sum };
  } catch {
    return pictureText.cutOff;
  }
}

async function sizeOf(picture: Blob): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(picture);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
