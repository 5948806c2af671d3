import { PHOTO_TICKET_SECONDS } from '../../../../lib/limits/photos.ts';
import { type Clock, epochSeconds } from '../../../kernel/clock.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { UploadUrls } from '../../../media/ports.ts';
import type { PhotoRecord, Photos } from '../../photo-ports.ts';
import type { PhotoTicket } from '../../photo-schemas.ts';
import { ticketOf } from './create-ticket.ts';

/** A new URL for a photo that is pending still: for a phone that slept. @throws TesseraError 404, 409 `already_confirmed` */
export async function renewPhotoTicket(
  photo: PhotoRecord,
  { photos, urls, clock }: { photos: Photos; urls: UploadUrls; clock: Clock },
): Promise<PhotoTicket> {
  if (await photos.renew(photo.id, epochSeconds(clock()) + PHOTO_TICKET_SECONDS)) return ticketOf(photo, urls);
  if (!(await photos.find(photo.id))) throw notFound('photo', photo.id);
  throw conflict('already_confirmed', 'The photo is uploaded and confirmed: there is nothing left to do.');
}
