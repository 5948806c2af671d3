/** Screenshots into the bucket: what is there already is not sent again, whoever sent it. */
import { inParallel } from '../lambdas/kernel/pool.ts';
import type { Ticket, TicketsRequest } from '../lambdas/map/schemas.ts';
import type { Client } from './client.ts';
import { withFreshTicket } from './fresh-ticket.ts';
import type { RetryOptions } from './retry.ts';
import { sendUpload, UPLOADS_AT_A_TIME } from './send-upload.ts';
import { sha256 } from './sha256.ts';
import { uploadTickets } from './upload-tickets.ts';
import { uploadsThere } from './uploads-there.ts';

export type Announced = Omit<TicketsRequest['files'][number], 'name'>;
export type UploadApi = Pick<Client, 'listUploads' | 'createTickets' | 'uploadShot'>;
/** `there`: it was before. `failed`: it ended the upload. */
export type ShotState = 'there' | 'sending' | 'sent' | 'failed';
export type Uploads<Shot extends { file: string }> = RetryOptions & {
  api: UploadApi;
  shots: readonly Shot[];
  /** Screenshots of the map's builds will do as well: a new build of few new pictures sends only these. */
  kept?: boolean;
  /** What is known of it: it was looked at before. */
  describe(shot: Shot): Announced;
  /** Once for each attempt that begins with a ticket. */
  read(shot: Shot): BodyInit | Promise<BodyInit>;
  /** Told once, before anything is sent: how many of the shots are there already. */
  onFound?(found: number): void;
  onShot?(shot: Shot, state: ShotState): void;
  /** How much of it has left, where the client can tell; from 0 again with each attempt. */
  onSent?(shot: Shot, bytes: number): void;
  /** How many of the shots are there by now. */
  onUploaded(done: number): void;
};
export type Uploaded<Shot> = { shot: Shot; screenshot_id: Ticket['screenshot_id']; sha256: string };
/** A shot with what is announced of it. */
export type Described<Shot> = { shot: Shot; announced: Announced };

/** Every call is repeated when it may work later: an upload is the same when it is sent twice. Answers in the order of the shots. */
export async function uploadShots<Shot extends { file: string }>(
  map: string,
  wanted: Uploads<Shot>,
): Promise<Uploaded<Shot>[]> {
  const described = describeAll(wanted.shots, wanted);
  const take = await uploadsThere(map, wanted);
  const ids = described.map(({ announced }) => take(announced));
  const missing = described.filter((_, index) => ids[index] === undefined);
  const found = described.length - missing.length;
  wanted.onFound?.(found);
  for (const [index, { shot }] of described.entries()) if (ids[index] !== undefined) wanted.onShot?.(shot, 'there');
  if (found > 0) wanted.onUploaded(found);
  const sent = (await sendShots(map, wanted, missing, found)).values();
  return described.map(({ shot, announced: { sha256 } }, index) => {
    return { shot, sha256, screenshot_id: ids[index] ?? sent.next().value! };
  });
}

export const describeAll = <Shot extends { file: string }>(
  shots: readonly Shot[],
  { describe }: Pick<Uploads<Shot>, 'describe'>,
): Described<Shot>[] => shots.map((shot) => ({ shot, announced: describe(shot) }));

/** Sends each of these as a new screenshot. @param before how many are there, for those who count */
export async function sendShots<Shot extends { file: string }>(
  map: string,
  wanted: Uploads<Shot>,
  shots: Described<Shot>[],
  before: number,
): Promise<Ticket['screenshot_id'][]> {
  const files = shots.map(({ shot, announced }) => ({ name: shot.file, ...announced }));
  // One that cannot be sent ends the others, too: none may still be on its way when somebody begins again.
  const failed = new AbortController();
  const until = { ...wanted, signal: AbortSignal.any([wanted.signal, failed.signal]) };
  const tickets = uploadTickets(map, files, until);
  let done = before;
  return inParallel(shots, UPLOADS_AT_A_TIME, async (one, index) => {
    try {
      const id = await sendShot(until, one, (refused) => tickets.of(index, refused));
      tickets.sent(index);
      wanted.onShot?.(one.shot, 'sent');
      wanted.onUploaded(++done);
      return id;
    } catch (error) {
      if (!until.signal.aborted) wanted.onShot?.(one.shot, 'failed');
      failed.abort(error);
      throw error;
    }
  });
}

async function sendShot<Shot extends { file: string }>(
  wanted: Uploads<Shot>,
  shot: Described<Shot>,
  ticketFor: (refused?: Ticket) => Promise<Ticket>,
): Promise<Ticket['screenshot_id']> {
  wanted.signal.throwIfAborted();
  const tellOnce = async (refused?: Ticket) => {
    const ticket = await ticketFor(refused);
    if (!refused) wanted.onShot?.(shot.shot, 'sending');
    return ticket;
  };
  const { screenshot_id } = await withFreshTicket(tellOnce, (ticket) => sendBy(ticket, wanted, shot));
  return screenshot_id;
}

async function sendBy<Shot extends { file: string }>(
  ticket: Ticket,
  wanted: Uploads<Shot>,
  { shot, announced: { bytes } }: Described<Shot>,
): Promise<void> {
  const { onSent, ...options } = wanted;
  const told = onSent && { onSent: (sent: number) => onSent(shot, sent) };
  await sendUpload(ticket, await wanted.read(shot), { ...options, bytes, ...told });
}

/** Names the captured state by its content: the same folder again is the same state, from wherever it comes. */
export const contentId = async (shots: { file: string; sha256: string }[]) => {
  const lines = shots.map(({ file, sha256 }) => `${sha256} ${file}\n`).toSorted();
  return `shots-${(await sha256(new TextEncoder().encode(lines.join('')))).slice(0, 32)}`;
};
