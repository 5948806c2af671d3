/** From placed screenshots to a job that builds their map: the way of the command line and of the pages alike. */
import { inBatches, inParallel } from '../lambdas/kernel/pool.ts';
import type { CreateJobAnswer, CreateMapRequest, JobShot, Ticket, TicketsRequest } from '../lambdas/map/schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client, CreateJob } from './client.ts';
import type { Placed } from './grid.ts';
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
export type MapApi = Pick<Client, 'createMap' | 'createTickets' | 'uploadShot' | 'createJob'>;
export type NewMap<Shot extends Placed> = RetryOptions & {
  api: MapApi;
  /** Made, or found by its name. */
  map: CreateMapRequest;
  shots: readonly Shot[];
  describe(shot: Shot): Announced | Promise<Announced>;
  read(shot: Shot): BodyInit | Promise<BodyInit>;
  /** How the job makes its tiles. */
  job: Pick<CreateJob, 'exact' | 'format' | 'quality' | 'effort'>;
  onUploaded(done: number): void;
};

/** Every call is repeated when it may work later: maps, uploads and jobs are the same when they are asked for twice. */
export async function makeMap<Shot extends Placed>(wanted: NewMap<Shot>): Promise<CreateJobAnswer> {
  const { api, shots, describe, job } = wanted;
  const { map } = await retry(wanted, () => api.createMap(wanted.map));
  const uploaded: JobShot[] = [];
  const contents: string[] = [];
  for (const some of inBatches(shots, TICKETS_AT_A_TIME)) {
    const files = await inParallel(some, DESCRIBED_AT_A_TIME, async (shot) => ({
      name: shot.file,
      ...(await describe(shot)),
    }));
    contents.push(...files.map(({ sha256, name }) => `${sha256} ${name}\n`));
    const { tickets } = await retry(wanted, () => api.createTickets(map, { files }));
    uploaded.push(...(await uploadAll(wanted, some, tickets, uploaded.length)));
  }
  const request = { game_id: map, save_data_id: await contentId(contents), shots: uploaded, ...job };
  return retry(wanted, () => api.createJob(request));
}

async function uploadAll<Shot extends Placed>(
  wanted: NewMap<Shot>,
  shots: readonly Shot[],
  tickets: Ticket[],
  before: number,
): Promise<JobShot[]> {
  const ticketOf = new Map(tickets.map((ticket) => [ticket.name, ticket]));
  let done = before;
  return inParallel(shots, UPLOADS_AT_A_TIME, async (shot) => {
    const { file, row, col, nominal } = shot;
    const ticket = ticketOf.get(file);
    if (!ticket) throw new ApiError(200, 'unexpected_answer', `The server gave no upload ticket for ${file}.`);
    const body = await wanted.read(shot);
    await retry({ ...wanted, also: CONFLICT }, () => uploadOnce(wanted.api, ticket, body));
    wanted.onUploaded(++done);
    return { screenshot_id: ticket.screenshot_id, name: file, row, col, nominal };
  });
}

const uploadOnce = (api: Pick<MapApi, 'uploadShot'>, ticket: Ticket, body: BodyInit) =>
  api.uploadShot(ticket, body).catch((error) => {
    if (!(error instanceof ApiError && error.status === EXISTS)) throw error;
  });

/** Names the captured state by its content: the same folder again is the same state, from wherever it comes. */
const contentId = async (lines: string[]) =>
  `shots-${(await sha256(new TextEncoder().encode(lines.toSorted().join('')))).slice(0, 32)}`;

/** In hexadecimal, in browsers and in Node. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
