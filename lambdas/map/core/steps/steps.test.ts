import { beforeEach, describe, expect, it, vi } from 'vitest';
import { planKey, positionsKey } from '../../keys.ts';
import { MapJson } from '../../schemas.ts';
import type { PlanRequest, Positions } from '../../workflow.ts';
import { readJson, readLines } from '../files.ts';
import { createJob } from '../jobs/create-job.ts';
import { jobStatus } from '../jobs/read-jobs.ts';
import { listShots } from '../maps/list-shots.ts';
import { showMap } from '../maps/read-maps.ts';
import {
  ada,
  buildAndPublish,
  buildTiles,
  capture,
  cleanUp,
  cutTiles,
  locate,
  NEIGHBOURS,
  newBuild,
  type Platform,
  platform,
  upload,
} from './build.fixture.ts';
import { plan } from './plan.ts';
import { publish } from './publish.ts';
import { verify } from './verify.ts';

let on: Platform;
beforeEach(async () => {
  on = await platform();
});
const job = (job_id: string) => on.jobs.rows.get(job_id)!;
const mapJson = async () => MapJson.parse(await readJson(on.tiles, `tiles/${on.map}/map.json`));

describe('a build', () => {
  it('goes from screenshots to a published map, whatever step is repeated', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    expect(await plan(ref, on)).toEqual(await plan(ref, on));
    expect(job(ref.job_id)).toMatchObject({ status: 'running', stage: 'capturing', capture_total: 2 });
    await capture(on, ref);
    expect(job(ref.job_id).stage).toBe('locating');
    const { settings } = await locate(on, ref);
    expect(await locate(on, ref)).toEqual({ settings, todo: 1 });
    expect([...on.shotRows.values()].map((row) => row.completed_tiles_count)).toEqual([0, 0]);
    await cutTiles(on, ref, settings);
    const verified = await verify(ref, on);
    expect(await verify(ref, on)).toEqual(verified);
    expect(verified).toEqual({
      tiles: job(ref.job_id).tile_total,
      stored: on.tiles.objects.size,
      decoded: verified.decoded,
    });
    const published = await publish(ref, on);
    expect(await publish(ref, on)).toEqual(published);
    expect(await verify(ref, on)).toEqual(verified);
    expect(published).toEqual({ build: ref.build, previous: null, tiles: verified.stored });
    expect(await cleanUp(on, ref)).toMatchObject({ stage: 'cleanup', completed: 2, failed: 0 });
    expect(job(ref.job_id)).toMatchObject({ status: 'running', stage: 'cleaning', total_tasks: 6 + verified.tiles });
  });

  it('places shots from the corner of the tile that holds the first', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await buildAndPublish(on, ref);
    const positions = await readJson<Positions>(on.work, positionsKey(ref.build));
    expect(positions).toMatchObject({ origin: [512, 0], width: 1228, height: 630, max_zoom: 2 });
    const { shots } = await listShots({ map: on.map, build: ref.build }, undefined, on);
    expect(shots.map(({ position }) => position)).toEqual([
      [88, 100],
      [588, 110],
    ]);
    const counts = [...on.shotRows.values()].map((row) => [row.required_by_tiles_count, row.completed_tiles_count]);
    expect(counts).toHaveLength(2);
    for (const [required, completed] of counts) expect(completed).toBe(required);
    expect(await mapJson()).toMatchObject({ name: 'City', width: 1228, height: 630, maxZoom: 2, previous: null });
    expect(on.tiles.objects.get(`tiles/${on.map}/map.json`)!.headers.cacheControl).toBe('public, max-age=5');
  });

  it('is shown with the map and its job', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await buildAndPublish(on, ref);
    const map = await showMap(on.map, undefined, on);
    expect(map).toMatchObject({ own: false, published_build: ref.build, width: 1228, format: 'png' });
    expect(map.builds).toMatchObject([{ build: ref.build, status: 'completed', published: true, shots: 2 }]);
    expect(await jobStatus(ref.job_id, ada, on.jobs)).toMatchObject({ stage: 'cleaning', url: `/maps/${on.map}` });
  });

  it('of the same inputs is not made again, one of other positions is', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await buildAndPublish(on, ref);
    const again = await upload(on, NEIGHBOURS);
    expect(await createJob(again, 'ada', on)).toMatchObject({ unchanged: true, build: ref.build });
    const { rows } = on.jobs;
    const found = rows.get(ref.job_id)!;
    rows.delete(ref.job_id);
    expect(await createJob(again, 'ada', on)).toMatchObject({ unchanged: false, status: 'preparing' });
    rows.set(ref.job_id, found);
    const second = await newBuild(on, [NEIGHBOURS[0], { x: 1101, y: 110 }]);
    expect(await buildAndPublish(on, second)).toMatchObject({ build: second.build, previous: ref.build });
    expect(await mapJson()).toMatchObject({ build: second.build, previous: ref.build });
  });

  it('that begins before the map does is refused, naming the shot', async () => {
    await buildAndPublish(on, await newBuild(on, NEIGHBOURS));
    const ref = await newBuild(on, [{ x: 511, y: 100 }, NEIGHBOURS[1]]);
    await expect(plan(ref, on)).rejects.toThrow(/begins at \(512, 0\).*r00_c00\.png at \(511, 100\)/);
  });

  it('may begin anywhere while nothing is published', async () => {
    await buildTiles(on, await newBuild(on, [{ x: 5000, y: 100 }]));
    const ref = await newBuild(on, NEIGHBOURS);
    expect(await buildAndPublish(on, ref)).toMatchObject({ build: ref.build });
    expect(on.maps.rows.get(on.map)!.origin).toEqual([512, 0]);
  });

  it('that was placed from another origin than the map has is not published', async () => {
    const first = await newBuild(on, NEIGHBOURS);
    await buildTiles(on, first);
    const second = await newBuild(on, [{ x: 0, y: 0 }]);
    await capture(on, second);
    await locate(on, second);
    await expect(publish(first, on)).rejects.toMatchObject({ code: 'other_origin' });
  });

  it('that is older than the published one is not published', async () => {
    const older = await newBuild(on, NEIGHBOURS);
    const newer = await newBuild(on, NEIGHBOURS, { save_data_id: 'later' });
    await buildTiles(on, older);
    await buildAndPublish(on, newer);
    await expect(publish(older, on)).rejects.toMatchObject({ code: 'superseded' });
    expect(await mapJson()).toMatchObject({ build: newer.build, previous: null });
  });

  it('may be published again after a newer one was, and stays behind it', async () => {
    const older = await newBuild(on, NEIGHBOURS);
    await buildTiles(on, older);
    vi.spyOn(on.builds, 'complete').mockRejectedValueOnce(new Error('no network'));
    await expect(publish(older, on)).rejects.toThrow('no network');
    const newer = await newBuild(on, NEIGHBOURS, { save_data_id: 'later' });
    await buildAndPublish(on, newer);
    expect(await publish(older, on)).toMatchObject({ build: older.build, previous: null });
    await buildAndPublish(on, await newBuild(on, NEIGHBOURS, { save_data_id: 'latest' }));
    expect(await publish(older, on)).toMatchObject({ build: older.build, previous: null });
    expect(on.builds.rows.get(older.build)).toMatchObject({ status: 'completed' });
    expect(await mapJson()).toMatchObject({ previous: newer.build });
  });

  it('keeps the screenshots that a job was given while they were let go', async () => {
    const ref = await newBuild(on, NEIGHBOURS, { keep_shots: false });
    await buildTiles(on, ref);
    const request = await readJson<PlanRequest>(on.work, planKey(ref.build, 'request.json'));
    const shots = request.shots.map(({ screenshot_id, name, row, col, nominal }) => {
      return { screenshot_id: screenshot_id as `shot_${string}`, name, row, col, nominal };
    });
    const later = { ...(await upload(on, NEIGHBOURS)), save_data_id: 'later', shots: shots.slice(0, 1) };
    const remove = on.media.remove;
    vi.spyOn(on.media, 'remove').mockImplementationOnce(async (ids) => {
      await createJob(later, 'ada', on);
      await remove(ids);
    });
    vi.spyOn(on.media, 'put').mockRejectedValueOnce(new Error('no network'));
    await expect(publish(ref, on)).rejects.toThrow('no network');
    await publish(ref, on);
    await cleanUp(on, ref);
    const [kept, gone] = request.shots;
    expect([...on.work.objects.keys()]).toContain(kept!.key);
    expect([...on.work.objects.keys()]).not.toContain(gone!.key);
    expect(await buildAndPublish(on, on.started.at(-1)!)).toMatchObject({ previous: ref.build });
  });

  it('lets go of the screenshots that no other build uses, when told so', async () => {
    const kept = await newBuild(on, NEIGHBOURS);
    await buildAndPublish(on, kept);
    const before = on.work.objects.size;
    const ref = await newBuild(on, NEIGHBOURS, { keep_shots: false, save_data_id: 'later' });
    await buildAndPublish(on, ref);
    const screenshots = [...on.work.objects.keys()].filter((key) => key.startsWith('screenshots/'));
    expect(before).toBeGreaterThan(0);
    expect(screenshots).toHaveLength(2);
    expect([...on.media.rows.keys()].map((id) => `screenshots/${on.map}/${id}`)).toEqual(screenshots);
    const cleanup = await readLines<{ action: string }>(on.work, planKey(ref.build, 'cleanup.jsonl'));
    expect(cleanup.map(({ action }) => action)).toEqual(['delete', 'delete']);
  });
});

describe('a failure', () => {
  it('of shots fails the job and names each by its file', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    const [key] = [...on.work.objects.keys()].filter((name) => name.startsWith('screenshots/'));
    await on.work.put(key!, Buffer.from('not a picture'), { contentType: 'image/png' });
    expect(await capture(on, ref)).toMatchObject({ stage: 'capture', completed: 1, failed: 1 });
    const status = await jobStatus(ref.job_id, ada, on.jobs);
    expect(status).toMatchObject({ status: 'failed', failure_count: 1, error: { code: 'capture_failed' } });
    expect(status.failures).toMatchObject([{ item: 'r00_c00.png', stage: 'capture' }]);
    expect(on.jobs.rows.get(ref.job_id)!.expires_at).toBeGreaterThan(Date.UTC(2026, 2, 1) / 1000);
  });

  it('of the cleanup is noted, and the published map stays', async () => {
    const ref = await newBuild(on, NEIGHBOURS, { keep_shots: false });
    await buildTiles(on, ref);
    await publish(ref, on);
    vi.spyOn(on.work, 'delete').mockRejectedValueOnce(new Error('Access denied.'));
    expect(await cleanUp(on, ref)).toMatchObject({ stage: 'cleanup', completed: 1, failed: 1 });
    const status = await jobStatus(ref.job_id, ada, on.jobs);
    expect(status).toMatchObject({ status: 'running', stage: 'cleaning', error: null, failure_count: 1 });
    expect(status.failures).toMatchObject([{ stage: 'cleanup', message: 'Access denied.' }]);
  });

  it('of all shots is found by the plan', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    for (const key of on.work.objects.keys()) if (key.startsWith('screenshots/')) await on.work.delete(key);
    await expect(plan(ref, on)).rejects.toMatchObject({ code: 'no_readable_shot' });
  });

  it('to draw the interface where the captures are is named before they are looked at', async () => {
    const boxes = [
      [0, 0, 640, 20],
      [600, 0, 41, 20],
    ];
    const ref = await newBuild(on, NEIGHBOURS, { boxes });
    await expect(plan(ref, on)).rejects.toThrow(/boxes\[1\] \(600,0,41,20: .* the captures of 640 x 520 px/);
  });

  it('to cover the map is found by Verify', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await buildTiles(on, ref);
    const tile = `tiles/${on.map}/${ref.build}/2/1/0.png`;
    const { body, headers } = on.tiles.objects.get(tile)!;
    await on.tiles.delete(tile);
    await on.tiles.put(`tiles/${on.map}/${ref.build}/2/9/9.png`, body, headers);
    const error = /1 not in the bucket: \S+2\/1\/0\.png; 1 in the bucket though nobody reported them: \S+2\/9\/9\.png/;
    await expect(verify(ref, on)).rejects.toThrow(error);
  });

  it('that ended the job stops its steps', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await plan(ref, on);
    on.jobs.rows.set(ref.job_id, { ...job(ref.job_id), status: 'cancelled' });
    await expect(capture(on, ref)).rejects.toMatchObject({ code: 'job_ended' });
  });

  it('to keep the screenshots in time is named', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await on.media.remove([...on.media.rows.keys()].slice(0, 1));
    await expect(plan(ref, on)).rejects.toThrow(/r00_c00\.png \(1\)/);
  });
});
