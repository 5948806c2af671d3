/** The ways to the bytes of a picture: the edge, the function itself, the bucket. */
import { DIRECT_UPLOAD_BYTES } from '../../../../lib/limits/photos.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { PictureUrls } from '../../../media/ports.ts';
import { isCannotSign } from '../../../media/signing/cannot-sign.ts';
import type { Signer } from '../../../media/signing/signer.ts';
import type { PhotoObjects } from '../../photo-ports.ts';

/** A bucket with its ways to an object's bytes. */
export type Place = { objects: Pick<PhotoObjects, 'stat' | 'get'>; urls: PictureUrls };
export type ShownTools = { shown: Place; signer: Signer; clock: Clock };
/** Where to go, or the bytes themselves. */
export type Image = { location: string } | { type: string; bytes: Uint8Array; saveAs?: string };

/**
 * A variant by the edge, for so many seconds; where that cannot be signed: up to 4 MB the bytes themselves, above that an address in
 * the bucket. Undefined when it has gone by then.
 */
export async function shownVariant(
  key: string,
  seconds: number,
  { shown, signer, clock }: ShownTools,
): Promise<Image | undefined> {
  try {
    return { location: await signer.url(`/${key}`, seconds, clock()) };
  } catch (error) {
    if (!isCannotSign(error)) throw error;
  }
  const stored = await shown.objects.stat(key);
  return stored && fromBucket(shown, key, 'image/webp', stored.bytes);
}

/**
 * Up to 4 MB the bytes themselves, above that an address in the bucket. Undefined when they have gone by then.
 * @param saveAs a name to be stored under, instead of being shown
 */
export async function fromBucket(
  { objects, urls }: Place,
  key: string,
  type: string,
  size: number,
  saveAs?: string,
): Promise<Image | undefined> {
  if (size > DIRECT_UPLOAD_BYTES) return { location: await urls.sign(key, saveAs) };
  const bytes = await objects.get(key);
  return bytes && { type, bytes, ...(saveAs !== undefined && { saveAs }) };
}
