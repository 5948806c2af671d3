/** From a game's save to a job that lets the game take the shots: the way of the command line and of the pages alike. */
import type { CaptureRequest } from '../lambdas/map/capture-schemas.ts';
import type { CreateJobAnswer, CreateMapRequest, MapSummary } from '../lambdas/map/schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { withFreshTicket } from './fresh-ticket.ts';
import type { CreateJob } from './map-client.ts';
import { mayWorkLater, type RetryOptions, retry } from './retry.ts';
import { isSaveGone, saveThere } from './save-there.ts';
import { sendUpload } from './send-upload.ts';

export type GameMapApi = Pick<
  Client,
  'createMap' | 'listUploads' | 'createSaveTicket' | 'uploadShot' | 'createJob' | 'deleteMap'
>;
export type NewGameMap = RetryOptions & {
  api: GameMapApi;
  /** Made, or found by its name. */
  map: CreateMapRequest;
  /** Told of the map before the save is uploaded: it may be there already and show an earlier build. */
  onMap?: (map: MapSummary) => void;
  save: { name: string; bytes: number; sha256: string; read(): BodyInit | Promise<BodyInit> };
  /** Told once, before anything is sent: whether the save is there already. */
  onFound?(isThere: boolean): void;
  onSent?(bytes: number): void;
  /** The save is there. */
  onUploaded?(): void;
  /** Which game, and which part of its world. */
  capture: Omit<CaptureRequest, 'driver' | 'save'>;
  job: Pick<CreateJob, 'boxes' | 'format' | 'quality' | 'effort' | 'full'>;
  /** With the first call; ordinary unless it is said: whoever has the wrong address should hear of it soon. */
  firstPatienceMs?: number;
};

/**
 * Every call is repeated when it may work later. The state of the game is called after the content of the save. A map that was made
 * for a save which is then refused goes again: nobody would know what it is.
 */
export async function makeGameMap(wanted: NewGameMap): Promise<CreateJobAnswer> {
  const { api, firstPatienceMs: patienceMs } = wanted;
  const { isNew, ...found } = await retry({ ...wanted, patienceMs }, () => api.createMap(wanted.map));
  wanted.onMap?.(found);
  try {
    return await jobOf(wanted, found.map, isNew);
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status !== 401 && !mayWorkLater(error.status);
    if (isNew && isRefused) await api.deleteMap(found.map).catch(() => {});
    throw error;
  }
}

async function jobOf(wanted: NewGameMap, map: string, isNew: boolean): Promise<CreateJobAnswer> {
  const { api, save, capture } = wanted;
  const ask = (id: string) => {
    const job = { game_id: map, save_data_id: `save-${save.sha256.slice(0, 32)}`, ...wanted.job };
    return retry(wanted, () => api.createJob({ ...job, capture: { driver: 'game', save: id, ...capture } }));
  };
  const there = isNew ? undefined : await saveThere(map, save, wanted);
  wanted.onFound?.(there !== undefined);
  try {
    if (there) return await ask(there);
  } catch (error) {
    if (!isSaveGone(error)) throw error;
  }
  return ask(await sendSave(map, wanted));
}

async function sendSave(map: string, wanted: NewGameMap): Promise<string> {
  const { name, bytes, sha256, read } = wanted.save;
  const { onSent } = wanted;
  const { save } = await withFreshTicket(
    () => retry(wanted, () => wanted.api.createSaveTicket(map, { name, bytes, sha256 })),
    async (ticket) => sendUpload(ticket, await read(), { ...wanted, bytes, ...(onSent && { onSent }) }),
  );
  wanted.onUploaded?.();
  return save;
}
