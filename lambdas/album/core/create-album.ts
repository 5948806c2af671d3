import type { Clock } from '../../kernel/clock.ts';
import { unavailable } from '../../kernel/errors.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { AlbumRecord, Albums } from '../ports.ts';
import type { CreateAlbumRequest } from '../schemas.ts';

/** A new album of its owner, without photos. */
export async function createAlbum(
  { name, description = '' }: CreateAlbumRequest,
  owner: string,
  { albums, clock, ids }: { albums: Albums; clock: Clock; ids: Ids },
): Promise<AlbumRecord> {
  const record = { id: ids.album(), owner, name, description, created_at: clock().toISOString(), photos: 0 };
  if (await albums.create(record)) return record;
  throw unavailable(`The album "${name}" could not be made just now. Try again.`);
}
