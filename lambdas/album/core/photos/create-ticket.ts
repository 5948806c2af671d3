import { PHOTO_BYTES, PHOTO_TICKET_SECONDS } from '../../../../lib/limits/photos.ts';
import { type Clock, epochSeconds } from '../../../kernel/clock.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { pendingFrom } from '../../../media/pending.ts';
import type { UploadUrls } from '../../../media/ports.ts';
import { originalKey } from '../../keys.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';
import type { PhotoFile, PhotoTicket } from '../../photo-schemas.ts';
import type { AlbumRecord } from '../../ports.ts';
import { checkSize, checkType } from './announced.ts';

export type TicketTools = { photos: Photos; urls: UploadUrls; clock: Clock; ids: Ids };
/** What is known of a photo before its bytes. */
export type Announced = Pick<
  PhotoRecord,
  'name' | 'bytes' | 'type' | 'sha256' | 'title' | 'description' | 'guest' | 'link'
>;

/**
 * Permission to upload one photo: straight to the bucket, exactly as announced, once. What is never confirmed goes after a day.
 * @param albumOf asked last, so that what is wrong with the file is told first. @throws TesseraError 400 `wrong_type`, 413
 * `too_large`, 404
 */
export async function createPhotoTicket(
  { filename: name, content_type, file_size: bytes, sha256 }: PhotoFile,
  albumOf: () => Promise<AlbumRecord>,
  tools: TicketTools,
  guest?: { link: string },
): Promise<PhotoTicket> {
  const type = checkType('content_type', content_type);
  checkSize('file_size', bytes, PHOTO_BYTES, 'Save it smaller, for example as WebP.');
  const file = { name, bytes, type, ...(sha256 && { sha256 }), ...(guest && { guest: true as const, ...guest }) };
  return ticketOf(await announcePhoto(file, await albumOf(), tools), tools.urls);
}

/**
 * A pending photo of an album's owner. Its row and those of its album are one write, which the tickets of other uploads
 * (`lambdas/media/tickets.ts`) need not be. @throws TesseraError 404 when the album has gone meanwhile
 */
export async function announcePhoto(
  file: Announced,
  album: AlbumRecord,
  { photos, clock, ids }: Pick<TicketTools, 'photos' | 'clock' | 'ids'>,
): Promise<PhotoRecord> {
  const now = clock();
  const id = ids.photo();
  const photo: PhotoRecord = {
    ...{ id, owner: album.owner, collection: album.id, ...file, key: originalKey(album.owner, id) },
    ...pendingFrom(now),
    state: 'pending',
    ticket_until: epochSeconds(now) + PHOTO_TICKET_SECONDS,
  };
  if (!(await photos.announce(photo))) throw notFound('album', album.id);
  return photo;
}

export async function ticketOf(photo: PhotoRecord, urls: UploadUrls): Promise<PhotoTicket> {
  const { url, headers } = await urls.sign(photo);
  return { photo_id: photo.id, upload_url: url, upload_headers: headers, expires_in: PHOTO_TICKET_SECONDS };
}
