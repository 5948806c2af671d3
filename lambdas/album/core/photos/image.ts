import { DIRECT_UPLOAD_BYTES, VIEW_SECONDS } from '../../../../lib/limits/photos.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { PictureUrls } from '../../../media/ports.ts';
import { isCannotSign } from '../../../media/signing/cannot-sign.ts';
import type { Signer } from '../../../media/signing/signer.ts';
import { variantKey } from '../../keys.ts';
import type { PhotoObjects, PhotoRecord, Photos } from '../../photo-ports.ts';
import type { ImageQuery } from '../../photo-schemas.ts';
import { albumOfPhoto } from './photo-view.ts';

/** A bucket with its ways to an object's bytes. */
type Place = { objects: PhotoObjects; urls: PictureUrls };
export type ImageTools = { photos: Photos; originals: Place; shown: Place; signer: Signer; clock: Clock };
/** Where to go, or the bytes themselves. */
export type Image = { location: string } | { type: string; bytes: Uint8Array };

/**
 * A photo for its owner: a variant by the edge, for 120 s; where that cannot be signed, and for the original, which the edge never
 * shows: up to 4 MB the bytes themselves, above that an address in the bucket, for 120 s.
 * @throws TesseraError 404
 */
export async function photoImage(
  photo: PhotoRecord,
  { variant, via }: ImageQuery,
  { photos, originals, shown, signer, clock }: ImageTools,
): Promise<Image> {
  const album = albumOfPhoto(photo);
  // Nobody has looked at what was uploaded yet.
  if (photo.state !== 'ready' || album === undefined) throw notFound('photo', photo.id);
  const entry = variant === 'original' ? undefined : await photos.entry(album, photo);
  if (variant === 'original' || entry?.variants !== 'ready') {
    return fromBucket(originals, photo, photo.key, photo.type, photo.bytes, via);
  }
  const key = variantKey(album, photo.id, variant);
  if (via === undefined) {
    try {
      return { location: await signer.url(`/${key}`, VIEW_SECONDS, clock()) };
    } catch (error) {
      if (!isCannotSign(error)) throw error;
    }
  }
  const stored = via === undefined ? await shown.objects.stat(key) : undefined;
  return fromBucket(shown, photo, key, 'image/webp', stored?.bytes, via);
}

async function fromBucket(
  { objects, urls }: Place,
  { id }: PhotoRecord,
  key: string,
  type: string,
  size: number | undefined,
  via: 's3' | undefined,
): Promise<Image> {
  if (via === 's3' || size === undefined || size > DIRECT_UPLOAD_BYTES) return { location: await urls.sign(key) };
  const bytes = await objects.get(key);
  if (!bytes) throw notFound('photo', id);
  return { type, bytes };
}
