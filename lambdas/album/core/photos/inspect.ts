import { PHOTO_HEAD_BYTES, PHOTO_PIXELS } from '../../../../lib/limits/photos.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import type { PhotoCodec, PhotoObjects, PhotoRecord, PhotoSize } from '../../photo-ports.ts';
import { pictureType } from './picture-type.ts';

/** What was uploaded, or `wrong`: in which way it is not what was announced. Undefined: nothing was uploaded. */
export type Inspection = { size: PhotoSize } | { wrong: string };

/**
 * Looks at an upload: its length, its checksum where one was announced (the bucket computed it), what its first bytes are, its
 * size in pixels. The pixels themselves are decoded later, by the worker that makes variants.
 */
export async function inspect(
  { key, bytes, type, sha256 }: PhotoRecord,
  { originals, codec }: { originals: PhotoObjects; codec: PhotoCodec },
): Promise<Inspection | undefined> {
  const stored = await originals.stat(key);
  if (!stored) return undefined;
  if (stored.bytes !== bytes) return { wrong: `it has ${stored.bytes} bytes, ${bytes} were announced` };
  if (sha256 && stored.sha256 !== sha256) return { wrong: 'its SHA-256 is not the one that was announced' };
  const head = await originals.get(key, PHOTO_HEAD_BYTES);
  if (!head) return undefined;
  const found = pictureType(head);
  if (found !== type) return { wrong: `it is ${found ?? 'no picture'}, ${type} was announced` };
  return measured(head, bytes, () => originals.get(key), codec);
}

/** A profile of colours, or what a camera notes, may stand before the size: then the whole file is looked at. */
async function measured(
  head: Uint8Array,
  bytes: number,
  whole: () => Promise<Uint8Array | undefined>,
  codec: PhotoCodec,
): Promise<Inspection | undefined> {
  try {
    const size = await codec.measure(head);
    if (size.width * size.height <= PHOTO_PIXELS) return { size };
    return { wrong: `it has ${size.width} x ${size.height} px, at most ${PHOTO_PIXELS / 1e6} million are taken` };
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    if (head.length >= bytes) return { wrong: error.message };
    const all = await whole();
    return all && measured(all, bytes, whole, codec);
  }
}
