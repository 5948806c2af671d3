import { conflict, notFound } from '../../../kernel/errors.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';
import type { PhotoWork } from '../../removal-ports.ts';

/**
 * Puts a photo into another album of its owner. A repeat changes nothing. Answers whether it did, so that its variants are to be made.
 * @throws TesseraError 404, 409 `being_removed`
 */
export async function putInto(album: string, photo: PhotoRecord, photos: Photos): Promise<boolean> {
  if (photo.state !== 'ready') throw notFound('photo', photo.id);
  if (await photos.addTo(album, photo)) return true;
  const now = await photos.find(photo.id);
  if (!now) throw notFound('photo', photo.id);
  if (now.albums?.includes(album)) return false;
  throw conflict(
    'being_removed',
    'The photo is just being taken out of that album, or the album is going. Try again in a moment.',
  );
}

/**
 * Takes a photo out of an album; it stays in the others. A repeat changes nothing. Answers whether it did.
 * @throws TesseraError 404, 409 `last_album`
 */
export async function takeOut(
  album: string,
  photo: PhotoRecord,
  { photos, work }: { photos: Photos; work: PhotoWork },
): Promise<boolean> {
  if (await work.moveOut(album, photo)) return true;
  const now = await photos.find(photo.id);
  if (now?.state !== 'ready') throw notFound('photo', photo.id);
  if (!now.albums?.includes(album)) return false;
  throw conflict(
    'last_album',
    'The photo lies in no other album. To delete it, send DELETE to /api/photos/ and its id.',
  );
}
