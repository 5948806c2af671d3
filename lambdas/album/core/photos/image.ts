import { VIEW_SECONDS } from '../../../../lib/limits/photos.ts';
import { notFound } from '../../../kernel/errors.ts';
import { fileName } from '../../file-name.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';
import type { ImageQuery, Photo } from '../../photo-schemas.ts';
import { variantKey } from '../../variants.ts';
import { albumOfPhoto } from './photo-view.ts';
import { fromBucket, type Image, type Place, type ShownTools, shownVariant } from './picture-ways.ts';

export type ImageTools = ShownTools & { photos: Photos; originals: Place };

/**
 * A photo for its owner: a variant by the edge, for 120 s; where that cannot be signed, and for the original, which the edge never
 * shows: up to 4 MB the bytes themselves, above that an address in the bucket, for 120 s. The original is to be stored, under its name.
 * @throws TesseraError 404, also when it goes while it is looked for
 */
export async function photoImage(photo: PhotoRecord, { variant, via }: ImageQuery, tools: ImageTools): Promise<Image> {
  const { photos, originals, shown } = tools;
  const album = albumOfPhoto(photo);
  // Nobody has looked at what was uploaded yet.
  if (photo.state !== 'ready' || album === undefined) throw notFound('photo', photo.id);
  const isOriginal = variant === 'original' || (await photos.entry(album, photo))?.variants !== 'ready';
  const key = isOriginal ? photo.key : variantKey(album, photo.id, variant);
  // Who asks for the original wants the file; what stands in for variants that are not there yet is to be seen.
  const saveAs = variant === 'original' ? fileName(photo.name, photo.type as Photo['type']) : undefined;
  if (via === 's3') return { location: await (isOriginal ? originals : shown).urls.sign(key, saveAs) };
  const image = isOriginal
    ? await fromBucket(originals, key, photo.type, photo.bytes, saveAs)
    : await shownVariant(key, VIEW_SECONDS, tools);
  if (!image) throw notFound('photo', photo.id);
  return image;
}
