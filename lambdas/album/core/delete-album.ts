import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { notFound } from '../../kernel/errors.ts';
import type { AskToRemove } from '../message-schemas.ts';
import type { Albums } from '../ports.ts';

/** Gone for everybody at once; all of it is removed behind the answer. @throws TesseraError 404, also for an album of somebody else */
export async function deleteAlbum(
  album: string,
  { sub }: Caller,
  { albums, remove, clock }: { albums: Albums; remove: AskToRemove; clock: Clock },
): Promise<void> {
  if (!(await albums.beginDeletion(album, sub, clock()))) throw notFound('album', album);
  await remove([{ kind: 'album', album }]);
}
