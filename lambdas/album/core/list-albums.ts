import type { Caller } from '../../kernel/caller.ts';
import { PlaceInList, readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { Albums } from '../ports.ts';
import type { AlbumList } from '../schemas.ts';
import { albumView } from './own-album.ts';

const PAGE = 50;

/** Own albums, newest first. A page may hold less than it could; only `next: null` is the end. */
export async function listAlbums({ sub }: Caller, next: string | undefined, albums: Albums): Promise<AlbumList> {
  const { items, after } = await albums.ofOwner(sub, PAGE, readCursor(PlaceInList, next));
  return { items: items.map(albumView), next: after ? writeCursor(after) : null };
}
