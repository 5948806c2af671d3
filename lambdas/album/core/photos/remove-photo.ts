import { LATE_PUT_SECONDS } from '../../../../lib/limits/photos.ts';
import { type Clock, epochSeconds } from '../../../kernel/clock.ts';
import type { PhotoObjects, PhotoRecord, Photos } from '../../photo-ports.ts';
import type { PhotoWork } from '../../removal-ports.ts';
import { variantKeys } from './make-variants.ts';

export type RemovalTools = {
  work: PhotoWork;
  photos: Pick<Photos, 'beginDeletion'>;
  originals: PhotoObjects;
  shown: PhotoObjects;
  clock: Clock;
};

/**
 * Removes all of a photo that is being deleted, or that nobody confirmed within its day: variants, entries, the original, rows. Its
 * objects go at once; its rows stay while a URL to upload it is good, so that a file that comes late is found and goes, too.
 * @returns epoch seconds when it should be looked at again; undefined when nothing of it is left, or it is not to be removed
 */
export async function removePhoto(id: string, tools: RemovalTools): Promise<number | undefined> {
  const { work, photos, clock } = tools;
  const found = await work.find(id);
  if (!found) return undefined;
  if (isAbandoned(found, clock())) await photos.beginDeletion(found);
  const photo = await work.find(id);
  if (photo?.state !== 'deleting') return undefined;
  await removeObjects(photo, tools);
  const quiet = photo.ticket_until + LATE_PUT_SECONDS;
  if (epochSeconds(clock()) < quiet) {
    await work.wait(photo, quiet);
    return quiet;
  }
  await work.forget(photo);
  return undefined;
}

const isAbandoned = ({ state, expires_at = 0 }: PhotoRecord, now: Date) =>
  state === 'pending' && expires_at <= epochSeconds(now);

async function removeObjects(photo: PhotoRecord, { work, originals, shown }: RemovalTools): Promise<void> {
  // First: a photo lies in an album until nothing of it is left, so that whoever counts what is still to go is told the truth.
  await originals.delete([photo.key]);
  for (const album of photo.albums ?? []) {
    await shown.delete(variantKeys(album, photo.id));
    await work.leave(album, photo);
  }
}

/**
 * The variants of a photo in an album that it was taken out of. The message may come again much later, when they have gone and the photo
 * lies there anew: then nothing goes.
 */
export async function removeEntry(
  album: string,
  photo: string,
  { work, shown }: Pick<RemovalTools, 'work' | 'shown'>,
): Promise<void> {
  if (!(await work.isLeaving(album, photo))) return;
  await shown.delete(variantKeys(album, photo));
  // Another worker was done sooner, and the photo may be back since: then its new ones have just gone, too.
  if (!(await work.forgetEntry(album, photo))) await work.makeAgain(album, photo);
}
