/** Screenshots into the bucket, ticket by ticket. */
import { inBatches, inParallel } from '../lambdas/kernel/pool.ts';
import type { Ticket, TicketsRequest } from '../lambdas/map/schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';

/** Fewer than the API allows: upload URLs last an hour, so they are asked for little by little. */
const TICKETS_AT_A_TIME = 100;
/** Six connections are what browsers open to one host. */
const UPLOADS_AT_A_TIME = 6;
/** Pictures described at once: a browser reads each whole (up to 50 MB) to get its checksum. */
const DESCRIBED_AT_A_TIME = 2;
/** S3: another request for the key is under way, for example an attempt whose answer was lost; repeat the request. */
const CONFLICT = 409;
/** S3: the key exists. It is new with each ticket, so an earlier attempt arrived though its answer did not. */
const EXISTS = 412;

export type Announced = Omit<TicketsRequest['files'][number], 'name'>;
export type UploadApi = Pick<Client, 'createTickets' | 'uploadShot'>;
export type Uploads<Shot extends { file: string }> = RetryOptions & {
  api: UploadApi;
  shots: readonly Shot[];
  describe(shot: Shot): Announced | Promise<Announced>;
  read(shot: Shot): BodyInit | Promise<BodyInit>;
  onUploaded(done: number): void;
};
export type Uploaded<Shot> = { shot: Shot; screenshot_id: Ticket['screenshot_id']; sha256: string };

/** Every call is repeated when it may work later: an upload is the same when it is sent twice. Answers in the order of the shots. */
export async function uploadShots<Shot extends { file: string }>(
  map: string,
  wanted: Uploads<Shot>,
): Promise<Uploaded<Shot>[]> {
  const uploaded: Uploaded<Shot>[] = [];
  for (const some of inBatches(wanted.shots, TICKETS_AT_A_TIME)) {
    const files = await inParallel(some, DESCRIBED_AT_A_TIME, async (shot) => ({
      name: shot.file,
      ...(await wanted.describe(shot)),
    }));
    const { tickets } = await retry(wanted, () => wanted.api.createTickets(map, { files }));
    const ids = await uploadAll(wanted, some, tickets, uploaded.length);
    uploaded.push(...some.map((shot, i) => ({ shot, screenshot_id: ids[i]!, sha256: files[i]!.sha256 })));
  }
  return uploaded;
}

async function uploadAll<Shot extends { file: string }>(
  wanted: Uploads<Shot>,
  shots: readonly Shot[],
  tickets: Ticket[],
  before: number,
): Promise<Ticket['screenshot_id'][]> {
  const ticketOf = new Map(tickets.map((ticket) => [ticket.name, ticket]));
  let done = before;
  return inParallel(shots, UPLOADS_AT_A_TIME, async (shot) => {
    const ticket = ticketOf.get(shot.file);
    if (!ticket) throw new ApiError(200, 'unexpected_answer', `The server gave no upload ticket for ${shot.file}.`);
    const body = await wanted.read(shot);
    await retry({ ...wanted, also: CONFLICT }, () => uploadOnce(wanted.api, ticket, body));
    wanted.onUploaded(++done);
    return ticket.screenshot_id;
  });
}

const uploadOnce = (api: Pick<UploadApi, 'uploadShot'>, ticket: Ticket, body: BodyInit) =>
  api.uploadShot(ticket, body).catch((error) => {
    if (!(error instanceof ApiError && error.status === EXISTS)) throw error;
  });

/** Names the captured state by its content: the same folder again is the same state, from wherever it comes. */
export const contentId = async (shots: { file: string; sha256: string }[]) => {
  const lines = shots.map(({ file, sha256 }) => `${sha256} ${file}\n`).toSorted();
  return `shots-${(await sha256(new TextEncoder().encode(lines.join('')))).slice(0, 32)}`;
};

/** In hexadecimal, in browsers and in Node. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
