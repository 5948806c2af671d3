/** What people ask of the platform where a game takes the shots. Where OpenTTD is not installed, somebody's pictures take their places. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Client } from '../../../client/client.ts';
import type { CreateJob } from '../../../client/map-client.ts';
import { endOf, upload } from '../caller.ts';
import { SAMPLE_SAVE, SAMPLE_START } from '../sample-plan.ts';
import { capturesOf, makeWorld } from '../world.ts';

const PART = { from: SAMPLE_START, columns: 2, rows: 1 };
const PICTURES = { columns: 2, rows: 1, width: 1280, height: 1024, step: [1000, 0] as [number, number] };

export async function uploadSave(api: Client, map: string): Promise<string> {
  const content = await readFile(SAMPLE_SAVE);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { save, ...ticket } = await api.createSaveTicket(map, { name: 'city.sav', bytes: content.length, sha256 });
  await api.uploadShot(ticket, new Uint8Array(content));
  return save;
}

/** @returns the id of a job of two areas */
export async function startGameJob(api: Client, map: string, options: Partial<CreateJob> = {}): Promise<string> {
  const save = await uploadSave(api, map);
  const capture = { driver: 'game' as const, game: 'openttd' as const, save, ...PART };
  return (await api.createJob({ game_id: map, save_data_id: 'save', effort: 0, ...options, capture })).job_id;
}

/** A map of a save, built twice more from the same shots, so that the first build is history by then. */
export async function gameMap(api: Client): Promise<void> {
  const { map } = await api.createMap({ name: 'Of a save' });
  const id = await startGameJob(api, map);
  // Whether it need not be sent again.
  await api.listUploads(map, { kept: true, of: 'saves' });
  let job = await endOf(api, id);
  if (job.failures.every(({ code }) => code === 'game_missing') && job.status === 'failed') {
    const ids = await upload(api, map, await capturesOf(makeWorld(2280, 1024), PICTURES));
    const shots = ids.map((screenshot_id, i) => ({ name: `r00_c0${i}.png`, screenshot_id }));
    await api.redriveJob(id, { attempt: 1, shots });
    job = await endOf(api, id);
  }
  for (const x of [1, 2]) {
    if (job.status !== 'completed') throw new Error(`A build of a save ${job.status}: ${JSON.stringify(job.error)}`);
    const { shots } = await api.listShots(map, job.build);
    const { screenshot_id, position } = shots.at(-1)!;
    const corrections = { shots: [{ screenshot_id, position: [position[0] + x, position[1]] as [number, number] }] };
    job = await endOf(api, (await api.correctShots(map, job.build, corrections)).job_id);
  }
  // Small copies of what goes.
  await endOf(api, await startGameJob(api, map, { keep_shots: false, quality: 79 }));
}
