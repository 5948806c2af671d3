import type { Caller } from '../../kernel/caller.ts';
import { notFound } from '../../kernel/errors.ts';
import type { AlbumRecord, Albums } from '../ports.ts';
import type { Album } from '../schemas.ts';

/** @throws TesseraError 404, also for an album of somebody else. */
export async function ownAlbum(album: string, { sub }: Caller, albums: Pick<Albums, 'find'>): Promise<AlbumRecord> {
  const record = await albums.find(album);
  if (record?.owner !== sub) throw notFound('album', album);
  return record;
}

/** As the API shows it. */
export const albumView = ({ owner: _, ...shown }: AlbumRecord): Album => shown;
