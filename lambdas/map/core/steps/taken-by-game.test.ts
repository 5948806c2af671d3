import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { planKey } from '../../keys.ts';
import type { XY } from '../../placement.ts';
import type { CreateJobRequest } from '../../schemas.ts';
import type { Area, GameBatch, JobRef, PlanRequest } from '../../workflow.ts';
import { fakeDriver, saveOf, takenAt } from '../capture/fake-game.fixture.ts';
import { GameFailure } from '../capture/game-failure.ts';
import { takeBatch } from '../capture/take-batch.ts';
import { readJson, readLines } from '../files.ts';
import { gameGrid } from '../games/games.ts';
import { correctShots } from '../jobs/correct-shots.ts';
import { createJob } from '../jobs/create-job.ts';
import { jobShots } from '../jobs/job-shots.ts';
import { redriveJob } from '../jobs/redrive-job.ts';
import { createSaveTicket } from '../maps/create-save-ticket.ts';
import { listUploads } from '../maps/list-uploads.ts';
import { removeEnded } from '../removal/remove-ended.ts';
import { ada, cleanUp, cutTiles, fanOut, locate, type Platform, platform, upload } from './build.fixture.ts';
import { check } from './check.ts';
import { plan } from './plan.ts';
import { publish } from './publish.ts';
import { verify } from './verify.ts';

let on: Platform;
beforeEach(async () => {
  on = await platform({ batch: 4 });
});

/** Uploads a save of a world of so many px, and asks for its map. */
async function ask(options: Partial<CreateJobRequest> = {}, [width, height]: XY = [1500, 800]) {
  const body = saveOf(width, height);
  const sha256 = Buffer.from(`${width} ${height}`).toString('hex').padEnd(64, '0');
  const { save } = await createSaveTicket(on.map, { name: 'city.sav', bytes: body.length, sha256 }, ada, on);
  await on.work.put(`saves/${on.map}/${save}`, body, { contentType: 'application/octet-stream' });
  const tiles = { exact: false, keep_shots: true, format: 'png' as const, quality: 80, effort: 0, full: false };
  const capture = { driver: 'game' as const, game: 'openttd' as const, save };
  return createJob({ game_id: on.map, save_data_id: 'save', ...tiles, capture, ...options }, ada.sub, on);
}

const requestOf = ({ build }: { build: string }) => readJson<PlanRequest>(on.work, planKey(build, 'request.json'));

/** The stage capture as the state machine does it: what was taken, and what Check says of it. */
async function take(ref: JobRef, fails?: Parameters<typeof fakeDriver>[1]) {
  const { game, todo } = await plan(ref, on);
  expect(game).toMatchObject({ name: 'openttd', save: { bytes: expect.any(Number) } });
  const driver = fakeDriver(on.pictures, fails);
  const input = await fanOut(on, ref, 'capture', (batch) =>
    takeBatch({ ...batch, game } as GameBatch, { ...on, driver }),
  );
  for (const { key, nominal } of (await requestOf(ref)).shots) on.truth.set(key, takenAt(nominal));
  return { todo, taken: driver.taken.length, answer: await check(input, on) };
}

async function finish(ref: JobRef) {
  const { settings } = await locate(on, ref);
  await cutTiles(on, ref, settings);
  await verify(ref, on);
  await publish(ref, on);
  await cleanUp(on, ref);
}

describe('a map that a game takes the shots of', () => {
  it('plans the areas of its world, and what was taken is then as if it had been uploaded', async () => {
    await ask();
    const [ref] = on.started as [JobRef];
    expect((await requestOf(ref)).shots).toEqual([]);
    expect(await take(ref)).toMatchObject({ todo: 6, taken: 6, answer: { failed: 0, completed: 6 } });
    const { shots, capture } = await requestOf(ref);
    expect(shots.map(({ name }) => name)).toEqual(
      ['r00_c00', 'r00_c01', 'r00_c02', 'r01_c00', 'r01_c01', 'r01_c02'].map((name) => `${name}.png`),
    );
    for (const { screenshot_id, key, sha256, bytes, type } of shots) {
      expect(on.work.objects.get(key)!.body.length).toBe(bytes);
      expect(on.media.rows.get(screenshot_id)).toMatchObject({
        key,
        sha256,
        bytes,
        type,
        owner: 'ada',
        collection: on.map,
      });
      expect(on.media.rows.get(screenshot_id)!.expires_at).toBeUndefined();
    }
    expect(on.media.rows.get(capture!.save.id)!.expires_at).toBeUndefined();
    await finish(ref);
    expect(await on.maps.find(on.map)).toMatchObject({ published_build: ref.build });
    expect(await on.builds.find(on.map, ref.build)).toMatchObject({ status: 'completed', shots: 6 });
    expect([...on.shotRows.keys()].sort()).toEqual(shots.map(({ screenshot_id }) => screenshot_id).sort());
  });

  it('is unchanged for the same save and view, whatever the save is called by then', async () => {
    const first = await ask();
    await take(on.started[0]!);
    await finish(on.started[0]!);
    const { job_id } = on.jobs.rows.get(first.job_id)!;
    on.jobs.rows.set(job_id, { ...on.jobs.rows.get(job_id)!, status: 'completed' });
    expect(await ask()).toMatchObject({ job_id, unchanged: true });
    expect(await ask({}, [1500, 1200])).toMatchObject({ unchanged: false });
    const { save } = (await requestOf(on.started[0]!)).capture!;
    const capture = { driver: 'game' as const, game: 'openttd' as const, save: save.id as `save_${string}` };
    expect(await ask({ capture: { ...capture, columns: 2 } })).toMatchObject({ unchanged: false });
  });

  it('goes on with what is missing, with a picture of somebody in the place of one that the game cannot take', async () => {
    const { job_id } = await ask();
    const words = 'The game said: no such place.';
    const fails = ([x, y]: XY) => (y === 400 && x < 1000 ? GameFailure.refused('save_refused', words, '') : undefined);
    const first = await take(on.started[0]!, fails);
    expect(first).toMatchObject({ taken: 4, answer: { failed: 2 } });
    expect(on.jobs.rows.get(job_id)).toMatchObject({ status: 'failed', error: { code: 'capture_failed' } });
    const told = await jobShots(job_id, ada, on);
    expect(told.shots.filter(({ failed }) => failed).map(({ name }) => name)).toEqual(['r01_c00.png', 'r01_c01.png']);
    const ids = (await requestOf(on.started[0]!)).shots.map(({ screenshot_id }) => screenshot_id);

    const [screenshot_id] = await uploadAt([0, 400]);
    const shots = [{ name: 'r01_c00.png', screenshot_id: screenshot_id! }];
    await redriveJob(job_id, { attempt: 1, shots }, ada, on);
    const again = await take(on.started[1]!);
    expect(again).toMatchObject({ todo: 2, taken: 1, answer: { failed: 0 } });
    const after = (await requestOf(on.started[1]!)).shots;
    expect(after.map((shot) => shot.screenshot_id)).toEqual(ids.map((id, i) => (i === 3 ? screenshot_id : id)));
    expect(after.every(({ sha256 }) => sha256 !== '')).toBe(true);
    await finish(on.started[1]!);
  });

  it('does not start the game again for a correction: it builds from what is stored', async () => {
    await ask();
    await take(on.started[0]!);
    await finish(on.started[0]!);
    const { shots } = await requestOf(on.started[0]!);
    const corrections = { shots: [{ screenshot_id: shots[0]!.screenshot_id, position: [3, 2] as XY }] };
    await correctShots({ map: on.map, build: on.started[0]!.build }, corrections, ada, on);
    const [, ref] = on.started as [JobRef, JobRef];
    expect((await plan(ref, on)).game).toBeNull();
    const areas = await readLines<Area>(on.work, planKey(ref.build, 'areas.jsonl'));
    expect(areas.map(({ shot }) => shot.sha256)).toEqual(shots.map(({ sha256 }) => sha256));
  });

  it('leaves nothing when its build goes, taken or not, and keeps what another build is made of', async () => {
    const { job_id } = await ask();
    const [ref] = on.started as [JobRef];
    await take(ref, ([x]) => (x === 500 ? GameFailure.refused('save_refused', 'No.', '') : undefined));
    // Stored by a worker that died before anybody heard of it.
    const unknown = (await requestOf(ref)).shots.find(({ sha256 }) => sha256 === '')!;
    await on.work.put(unknown.key, 'x', { contentType: 'image/png' });
    await removeEnded({ ...ref, job_id, last: true }, on);
    expect([...on.work.objects.keys()].filter((key) => !key.startsWith('builds/'))).toEqual([]);
    expect(on.media.rows.size).toBe(0);
  });

  it('is told what it lacks: the save, or a part of the world', async () => {
    await ask();
    for (const key of on.work.objects.keys()) if (key.startsWith('saves/')) on.work.objects.delete(key);
    await expect(plan(on.started[0]!, on)).rejects.toMatchObject({ code: 'missing', message: /city\.sav/ });
    const capture = { driver: 'game' as const, game: 'openttd' as const, save: 'save_x' as `save_${string}` };
    await expect(ask({ capture })).rejects.toMatchObject({ details: [{ field: 'capture.save' }] });
  });

  it('says in the words of the real grid that nothing of the world is asked for, and that a file is no save', async () => {
    on.gameGrid = gameGrid;
    const city = await readFile(join(import.meta.dirname, '../../../../examples/openttd/city.sav'));
    const begin = async (body: Uint8Array, view: object) => {
      await ask(view);
      const ref = on.started.at(-1)!;
      await on.work.put((await requestOf(ref)).capture!.save.key, body, { contentType: 'application/octet-stream' });
      return plan(ref, on);
    };
    const save = async () => (await requestOf(on.started.at(-1)!)).capture!.save.id as `save_${string}`;
    await expect(begin(Buffer.from('GIF89a'), {})).rejects.toMatchObject({ code: 'not_a_save' });
    const far = { driver: 'game' as const, game: 'openttd' as const, save: await save(), from: [90_000, 0] as XY };
    await expect(begin(city, { capture: far })).rejects.toMatchObject({
      code: 'outside_world',
      message: expect.stringContaining('Leave `from` out'),
    });
  });

  it('never lists its save as a picture', async () => {
    await ask();
    const has = vi.fn(async () => true);
    expect((await listUploads(on.map, {}, ada, { ...on, uploaded: { has } })).uploads).toEqual([]);
    // The route has no right to look at saves: a look would be its failure.
    expect(has).not.toHaveBeenCalled();
  });
});

async function uploadAt(at: XY) {
  const [x, y] = takenAt(at);
  const { shots } = await upload(on, [{ x, y }]);
  return shots.map(({ screenshot_id }) => screenshot_id);
}
