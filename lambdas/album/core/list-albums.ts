import { ALBUM_DELETION_SECONDS } from '../../../lib/limits/photos.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { PlaceInList, readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { Albums } from '../ports.ts';
import type { AlbumList } from '../schemas.ts';
import { albumView } from './own-album.ts';

const PAGE = 50;
/** Each is counted anew; somebody who deletes more at once sees the others when these have gone. */
const DELETIONS = 20;

/** Own albums, newest first, and with the first page those that are being deleted. A page may hold less than it could; only `next: null` is the end. */
export async function listAlbums(
  { sub }: Caller,
  next: string | undefined,
  { albums, clock }: { albums: Pick<Albums, 'ofOwner' | 'deletionsOf'>; clock: Clock },
): Promise<AlbumList> {
  const { items, after } = await albums.ofOwner(sub, PAGE, readCursor(PlaceInList, next));
  const going = next === undefined ? await albums.deletionsOf(sub, DELETIONS) : [];
  const late = clock().getTime() - ALBUM_DELETION_SECONDS * 1000;
  const deleting = going.map((album) => ({ ...album, late: Date.parse(album.since) <= late }));
  return {
    items: items.map(albumView),
    next: after ? writeCursor(after) : null,
    ...(deleting.length > 0 && { deleting }),
  };
}
