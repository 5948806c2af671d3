import type { Caller } from '../../../kernel/caller.ts';
import type { AskToRemove } from '../../message-schemas.ts';
import type { Photos } from '../../photo-ports.ts';
import { ownPhoto } from './own-photo.ts';

/** Gone for everybody at once; all of it is removed behind the answer. @throws TesseraError 404, also for a photo of somebody else */
export async function deletePhoto(
  id: string,
  caller: Caller,
  { photos, remove }: { photos: Photos; remove: AskToRemove },
): Promise<void> {
  const photo = await ownPhoto(id, caller, photos);
  await photos.beginDeletion(photo);
  await remove([{ kind: 'photo', photo: photo.id }]);
}
