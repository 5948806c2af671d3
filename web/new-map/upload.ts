import type { Client } from '../../client/client.ts';
import type { Placed } from '../../client/grid.ts';
import { inBatches, inParallel } from '../../lambdas/kernel/pool.ts';
import type { CreateJobAnswer, JobShot, Ticket } from '../../lambdas/map/schemas.ts';
import { failedBy } from '../data/failed.ts';
import type { Picture } from './check-pictures.ts';

export type Plan = {
  name: string;
  attribution: string;
  exact: boolean;
  shots: (Placed & { picture: Picture })[];
};

/** Fewer than the API allows: upload URLs last an hour, so they are asked for little by little. */
const TICKETS_AT_A_TIME = 100;
const UPLOADS_AT_A_TIME = 6;
const ATTEMPTS = 4;

type Api = Pick<Client, 'createMap' | 'createTickets' | 'uploadShot' | 'createJob'>;
type Options = { signal: AbortSignal; onDone: (count: number) => void; pause?: typeof wait };

/** Makes the map (or finds the one of that name), uploads the shots and starts the job. `onDone` counts uploads. */
export async function uploadAndBuild(
  api: Api,
  plan: Plan,
  { signal, onDone, pause = wait }: Options,
): Promise<CreateJobAnswer> {
  const { name, attribution, exact } = plan;
  const { map } = await api.createMap({ name, ...(attribution && { attribution }) });
  const uploaded: JobShot[] = [];
  const contents: string[] = [];
  for (const some of inBatches(plan.shots, TICKETS_AT_A_TIME)) {
    const files = await Promise.all(some.map(announced));
    contents.push(...files.map(({ sha256, name }) => `${sha256} ${name}\n`));
    const { tickets } = await attempt(() => api.createTickets(map, { files }), signal, pause);
    const shotOf = new Map(some.map((shot) => [shot.file, shot]));
    await inParallel(tickets, UPLOADS_AT_A_TIME, async (ticket) => {
      const { file, row, col, nominal, picture } = shotOf.get(ticket.name)!;
      await attempt(() => uploadOnce(api, ticket, picture.file), signal, pause);
      uploaded.push({ screenshot_id: ticket.screenshot_id, name: file, row, col, nominal });
      onDone(uploaded.length);
    });
  }
  signal.throwIfAborted();
  return api.createJob({ game_id: map, save_data_id: await contentId(contents), exact, shots: uploaded });
}

async function announced({ file: name, picture: { file, type } }: Plan['shots'][number]) {
  return { name, bytes: file.size, type, sha256: await sha256(await file.arrayBuffer()) };
}

/** 412: the shot is there already; an earlier attempt arrived though its answer did not. */
const uploadOnce = (api: Api, ticket: Ticket, file: File) =>
  api.uploadShot(ticket, file).catch((error) => {
    if (failedBy(error).status !== 412) throw error;
  });

/** Tries again what may work later: no answer, too many requests, an error of the server. */
async function attempt<T>(call: () => Promise<T>, signal: AbortSignal, pause: typeof wait): Promise<T> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const { status = 0 } = failedBy(error);
      const mayWorkLater = status === 0 || status === 429 || status >= 500;
      if (!mayWorkLater || tries === ATTEMPTS) throw error;
      await pause(2 ** tries * 500);
    }
  }
}

/** Names the captured state by its content, as the command line does: the same folder again is the same state. */
const contentId = async (lines: string[]) =>
  `shots-${(await sha256(new TextEncoder().encode(lines.toSorted().join('')))).slice(0, 32)}`;

async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
