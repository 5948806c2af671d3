import type { Client } from '../../client/client.ts';
import type { CreateJobAnswer } from '../../lambdas/map/schemas.ts';
import { failedBy } from '../data/failed.ts';
import { atATime } from './at-a-time.ts';
import type { Picture } from './check-pictures.ts';
import type { Planned } from './grid.ts';

export type Plan = {
  name: string;
  attribution: string;
  /** What was captured, as a word of the person's; here the folder. */
  saveData: string;
  exact: boolean;
  shots: (Planned & { picture: Picture })[];
};

/** Fewer than the API allows: upload URLs last an hour, so they are asked for little by little. */
const TICKETS_AT_A_TIME = 100;
const UPLOADS_AT_A_TIME = 6;
const ATTEMPTS = 4;

type Api = Pick<Client, 'createMap' | 'createTickets' | 'uploadShot' | 'createJob'>;

/** Makes the map (or finds the one of that name), uploads the shots and starts the job. `onDone` counts uploads. */
export async function uploadAndBuild(
  api: Api,
  plan: Plan,
  { signal, onDone, pause = wait }: { signal: AbortSignal; onDone: (count: number) => void; pause?: typeof wait },
): Promise<CreateJobAnswer> {
  const { map } = await api.createMap({ name: plan.name, ...(plan.attribution && { attribution: plan.attribution }) });
  const uploaded = new Map<string, string>();
  for (let first = 0; first < plan.shots.length; first += TICKETS_AT_A_TIME) {
    const some = plan.shots.slice(first, first + TICKETS_AT_A_TIME);
    const files = await Promise.all(some.map(announced));
    const { tickets } = await api.createTickets(map, { files });
    const shotOf = new Map(some.map((shot) => [shot.name, shot]));
    await atATime(UPLOADS_AT_A_TIME, tickets, async (ticket) => {
      await attempt(() => api.uploadShot(ticket, shotOf.get(ticket.name)!.picture.file), signal, pause);
      uploaded.set(ticket.name, ticket.screenshot_id);
      onDone(uploaded.size);
    });
  }
  signal.throwIfAborted();
  return api.createJob({
    game_id: map,
    save_data_id: plan.saveData,
    exact: plan.exact,
    shots: plan.shots.map(({ name, row, col, nominal }) => ({
      screenshot_id: uploaded.get(name)!,
      name,
      row,
      col,
      nominal,
    })),
  });
}

async function announced({ name, picture }: Plan['shots'][number]) {
  const { file, type } = picture;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return { name, bytes: file.size, type, sha256: hex(digest) };
}

/** Tries again what may work later: no answer, too many requests, an error of the server. */
async function attempt(call: () => Promise<void>, signal: AbortSignal, pause: typeof wait): Promise<void> {
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const { status = 0 } = failedBy(error);
      // 412: it is there already; an earlier attempt arrived though its answer did not.
      if (status === 412) return;
      const mayWorkLater = status === 0 || status === 429 || status >= 500;
      if (!mayWorkLater || tries === ATTEMPTS) throw error;
      await pause(2 ** tries * 500);
    }
  }
}

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
