/** One photo into an album: a ticket, the bytes, and the word that they are there. Whatever was done before is not done again. */

import type { PhotoFile, PhotoTicket } from '../lambdas/album/photo-schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { withFreshTicket } from './fresh-ticket.ts';
import { type RetryOptions, retry } from './retry.ts';
import { sendUpload } from './send-upload.ts';

/** What is told of a photo before it is sent. */
export type Announced = PhotoFile;

/** The way into an album: its owner's, or that of a guest whom a link lets add photos. */
export type PhotoDoor = Pick<Client, 'uploadShot'> & {
  ticket(photo: Announced): Promise<PhotoTicket>;
  /** Another address for the same photo. */
  renew(photo: string): Promise<PhotoTicket>;
  confirm(photo: string): Promise<unknown>;
};

/** How far a photo has come; kept by whoever may have to go on later. */
export type PhotoProgress = { ticket?: PhotoTicket /** Of the ticket, ms. */; until?: number; isThere?: boolean };

/**
 * Of a photo that somebody began to send earlier, perhaps in another window: its address has ended, its bytes may be there.
 * A photo that has gone meanwhile begins anew.
 */
export const begun = (photo_id: string, isThere: boolean): PhotoProgress => ({
  ticket: { photo_id, upload_url: '', upload_headers: {}, expires_in: 0 },
  until: 0,
  ...(isThere && { isThere }),
});

export type SendingPhoto = RetryOptions & {
  door: PhotoDoor;
  announced: Announced;
  body: BodyInit;
  progress: PhotoProgress;
  onStage?(stage: 'sending' | 'confirming'): void;
  onSent?(bytes: number): void;
  /** Milliseconds of the clock by which tickets end. */
  now?: () => number;
};

/** A ticket that ends sooner is not begun with. */
const SPARE_MS = 30_000;
/** Not there: it is sent once more, as a new one. */
const GONE = 404;
/** Other bytes than were announced: they are gone, and the photo with them. */
const WRONG = 422;
/** Confirmed before. */
const CONFLICT = 409;
/** A confirmation that came after the end of its ticket: a slow line took longer than that. */
const LATE = 'ticket_expired';

/** @throws ApiError of what a repetition did not mend */
export async function sendPhoto(wanted: SendingPhoto): Promise<void> {
  const { door, progress } = wanted;
  for (let attempt = 1; ; attempt++) {
    wanted.onStage?.('sending');
    if (!progress.isThere) await upload(wanted);
    wanted.onStage?.('confirming');
    try {
      await retry(wanted, () => door.confirm(progress.ticket!.photo_id));
      return;
    } catch (error) {
      if (isAny(error, GONE, WRONG)) forget(progress);
      const isLate = error instanceof ApiError && error.code === LATE;
      if (attempt > 1 || !(isLate || isAny(error, GONE))) throw error;
      // Its bytes are there, and the bucket will say so too: as a new one it would come into the album twice.
      if (isLate) await renewUnlessThere(wanted);
    }
  }
}

/** Another address for the same photo; for one that has gone meanwhile, one for a new photo. @throws ApiError 409: it was confirmed before */
async function renew(wanted: SendingPhoto, photo_id: string): Promise<PhotoTicket> {
  try {
    return keep(wanted, await retry(wanted, () => wanted.door.renew(photo_id)));
  } catch (error) {
    if (!isAny(error, GONE)) throw error;
    // What nobody confirmed in time begins anew.
    forget(wanted.progress);
    return announce(wanted);
  }
}

const renewUnlessThere = (wanted: SendingPhoto) =>
  renew(wanted, wanted.progress.ticket!.photo_id).catch((error) => {
    if (!isAny(error, CONFLICT)) throw error;
  });

const announce = async (wanted: SendingPhoto): Promise<PhotoTicket> =>
  keep(wanted, await retry(wanted, () => wanted.door.ticket(wanted.announced)));

function keep({ progress, now = Date.now }: SendingPhoto, ticket: PhotoTicket): PhotoTicket {
  progress.ticket = ticket;
  progress.until = now() + ticket.expires_in * 1000 - SPARE_MS;
  return ticket;
}

/** Bytes into the bucket. A store that has them already (412) is as good; an address that has ended is followed by another. */
async function upload(wanted: SendingPhoto): Promise<void> {
  const { door, announced, body, progress, now = Date.now } = wanted;
  let wasConfirmed = false;
  const ticketFor = async (refused?: PhotoTicket) => {
    const { ticket, until } = progress;
    if (!ticket) return announce(wanted);
    if (!refused && until! > now()) return ticket;
    return renew(wanted, ticket.photo_id).catch((error) => {
      // It was confirmed, and the answer did not come.
      wasConfirmed = isAny(error, CONFLICT);
      throw error;
    });
  };
  try {
    await withFreshTicket(ticketFor, (ticket) =>
      sendUpload(ticket, body, { ...retrying(wanted), api: door, bytes: announced.file_size, onSent: wanted.onSent }),
    );
  } catch (error) {
    if (!wasConfirmed) throw error;
  }
  progress.isThere = true;
}

const retrying = ({ signal, patienceMs, pause }: RetryOptions): RetryOptions => ({ signal, patienceMs, pause });

const isAny = (error: unknown, ...statuses: number[]) => error instanceof ApiError && statuses.includes(error.status);

function forget(progress: PhotoProgress): void {
  delete progress.ticket;
  delete progress.until;
  delete progress.isThere;
}
