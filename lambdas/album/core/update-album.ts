import type { Caller } from '../../kernel/caller.ts';
import { notFound } from '../../kernel/errors.ts';
import type { AlbumRecord, Albums } from '../ports.ts';
import type { UpdateAlbumRequest } from '../schemas.ts';
import { ownAlbum } from './own-album.ts';

/** What is given is replaced. @throws TesseraError 404, also for an album of somebody else. */
export async function updateAlbum(
  album: string,
  changes: UpdateAlbumRequest,
  caller: Caller,
  albums: Albums,
): Promise<AlbumRecord> {
  if (!(await albums.change(album, caller.sub, changes))) throw notFound('album', album);
  return ownAlbum(album, caller, albums);
}
