import type { Caller } from '../../../kernel/caller.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { AskToRemove } from '../../message-schemas.ts';
import type { Photos } from '../../photo-ports.ts';
import type { PhotoWork } from '../../removal-ports.ts';
import { ownPhoto } from './own-photo.ts';

/**
 * Takes a photo out of an album; it stays in the others. A repeat changes nothing.
 * @throws TesseraError 404, also for a photo of somebody else; 409 `last_album`
 */
export async function takeOut(
  { album, photo: id }: { album: string; photo: string },
  caller: Caller,
  { photos, work, remove }: { photos: Photos; work: PhotoWork; remove: AskToRemove },
): Promise<void> {
  const photo = await ownPhoto(id, caller, photos);
  if (await work.moveOut(album, photo)) return remove([{ kind: 'entry', album, photo: id }]);
  const now = await photos.find(id);
  if (now?.state !== 'ready') throw notFound('photo', id);
  if (!now.albums?.includes(album)) return;
  throw conflict(
    'last_album',
    'The photo lies in no other album. To delete it, send DELETE to /api/photos/ and its id.',
  );
}
