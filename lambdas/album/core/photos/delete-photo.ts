import type { Caller } from '../../../kernel/caller.ts';
import { unavailable } from '../../../kernel/errors.ts';
import type { AskToRemove } from '../../message-schemas.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';
import { ownPhoto } from './own-photo.ts';

/** Each needs somebody else who puts the photo into an album, or takes it out, in the same moment. */
const TRIES = 5;

/** Gone for everybody at once; all of it is removed behind the answer. @throws TesseraError 404, also for a photo of somebody else */
export async function deletePhoto(
  id: string,
  caller: Caller,
  { photos, remove }: { photos: Photos; remove: AskToRemove },
): Promise<void> {
  let photo: PhotoRecord | undefined = await ownPhoto(id, caller, photos);
  for (let tries = 0; photo && !(await photos.beginDeletion(photo)); tries++) {
    if (tries === TRIES) throw unavailable('Others are changing this photo at this moment. Try again in a moment.');
    // Gone already, or changed in that moment: then once more, as it is now.
    photo = await photos.find(id);
  }
  await remove([{ kind: 'photo', photo: id }]);
}
