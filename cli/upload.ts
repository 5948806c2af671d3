/** Brings checked shots to the platform: tickets in calls of 500, eight uploads at a time, each with its retries. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import { inParallel } from '../lambdas/kernel/pool.ts';
import type { JobShot, Ticket } from '../lambdas/map/schemas.ts';
import { TICKETS_PER_CALL } from '../lib/limits.ts';
import type { PlacedShot } from './shots/collect.ts';

const PARALLEL_UPLOADS = 8;
/** Waits of 0.25, 0.5, 1, 2 s before the retries, each up to half longer, so that eight uploads do not retry as one. */
const RETRY_MS = [250, 500, 1000, 2000];

export type Upload = {
  api: Pick<Client, 'createTickets' | 'uploadShot'>;
  map: string;
  shots: PlacedShot[];
  onUploaded: (done: number, total: number) => void;
  signal: AbortSignal;
};

/** Answers the shots as a job takes them. */
export async function uploadShots({ api, map, shots, onUploaded, signal }: Upload): Promise<JobShot[]> {
  const uploaded: JobShot[] = [];
  let done = 0;
  for (let start = 0; start < shots.length; start += TICKETS_PER_CALL) {
    const part = shots.slice(start, start + TICKETS_PER_CALL);
    const files = part.map(({ file, bytes, type, sha256 }) => ({ name: file, bytes, type, sha256 }));
    const { tickets } = await retry(signal, () => api.createTickets(map, { files }));
    const ticketOf = new Map(tickets.map((ticket) => [ticket.name, ticket]));
    uploaded.push(
      ...(await inParallel(part, PARALLEL_UPLOADS, async (shot) => {
        const ticket = ticketOf.get(shot.file);
        if (!ticket) throw new ApiError(200, 'unexpected_answer', `The server gave no upload ticket for ${shot.file}.`);
        await uploadOne(api, ticket, shot.path, signal);
        onUploaded(++done, shots.length);
        const { file, row, col, nominal } = shot;
        return { screenshot_id: ticket.screenshot_id, name: file, row, col, nominal };
      })),
    );
  }
  return uploaded;
}

async function uploadOne(api: Upload['api'], ticket: Ticket, path: string, signal: AbortSignal) {
  const body = await readFile(path);
  await retry(signal, () => api.uploadShot(ticket, body));
}

/** Repeats what may succeed later: no answer, too many requests, a fault of the server. */
export async function retry<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (const wait of RETRY_MS) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const later = error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
      if (!later) throw error;
      await sleep(wait * (1 + Math.random() / 2), undefined, { signal });
    }
  }
  return work();
}
