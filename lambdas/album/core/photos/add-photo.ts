import type { Caller } from '../../../kernel/caller.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { AskForVariants } from '../../message-schemas.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';
import type { Photo } from '../../photo-schemas.ts';
import type { Albums } from '../../ports.ts';
import { ownAlbum } from '../own-album.ts';
import { ownPhoto } from './own-photo.ts';
import { photoView } from './photo-view.ts';

/**
 * Puts a photo into another album of its owner, for which its variants are to be made. A repeat changes nothing.
 * @throws TesseraError 404, also for a photo or an album of somebody else; 409 `being_removed`
 */
export async function addPhoto(
  given: { album: string; photo: string },
  caller: Caller,
  { albums, photos, variants }: { albums: Albums; photos: Photos; variants: AskForVariants },
): Promise<Photo> {
  const photo = await ownPhoto(given.photo, caller, photos);
  const { id: album } = await ownAlbum(given.album, caller, albums);
  if (await putInto(album, photo, photos)) await variants([{ photo: photo.id, album }]);
  return photoView(photo, await photos.entry(album, photo));
}

/** Whether it was not there before. */
async function putInto(album: string, photo: PhotoRecord, photos: Photos): Promise<boolean> {
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
