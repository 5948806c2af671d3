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
/** Not there, or its ticket has ended: it is sent once more. */
const GONE = [404, 410];
/** Other bytes than were announced. */
const WRONG = 422;
/** Confirmed before. */
const CONFLICT = 409;

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
      if (isAny(error, [...GONE, WRONG])) forget(progress);
      if (!isAny(error, GONE) || attempt > 1) throw error;
    }
  }
}

/** Bytes into the bucket. A store that has them already (412) is as good; an address that has ended is followed by another. */
async function upload(wanted: SendingPhoto): Promise<void> {
  const { door, announced, body, progress, now = Date.now } = wanted;
  const keep = (ticket: PhotoTicket) => {
    progress.ticket = ticket;
    progress.until = now() + ticket.expires_in * 1000 - SPARE_MS;
    return ticket;
  };
  const first = async () => keep(await retry(wanted, () => door.ticket(announced)));
  const again = async ({ photo_id }: PhotoTicket) => {
    try {
      return keep(await retry(wanted, () => door.renew(photo_id)));
    } catch (error) {
      // It was confirmed, and the answer did not come.
      if (isAny(error, [CONFLICT])) progress.isThere = true;
      // A photo that nobody confirmed in time is gone: it begins anew.
      if (!isAny(error, GONE)) throw error;
      return first();
    }
  };
  const ticketFor = (refused?: PhotoTicket) => {
    const { ticket, until } = progress;
    if (!ticket) return first();
    return refused || until! <= now() ? again(ticket) : Promise.resolve(ticket);
  };
  try {
    await withFreshTicket(ticketFor, (ticket) =>
      sendUpload(ticket, body, { ...retrying(wanted), api: door, bytes: announced.file_size, onSent: wanted.onSent }),
    );
  } catch (error) {
    if (!progress.isThere) throw error;
  }
  progress.isThere = true;
}

const retrying = ({ signal, patienceMs, pause }: RetryOptions): RetryOptions => ({ signal, patienceMs, pause });

const isAny = (error: unknown, statuses: number[]) => error instanceof ApiError && statuses.includes(error.status);

function forget(progress: PhotoProgress): void {
  delete progress.ticket;
  delete progress.until;
  delete progress.isThere;
}
