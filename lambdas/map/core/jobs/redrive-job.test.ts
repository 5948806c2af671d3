import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { JOB_SECONDS } from '../../../../lib/limits.ts';
import { planKey } from '../../keys.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import type { JobRef, PlanRequest } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { createShotTickets } from '../maps/create-shot-tickets.ts';
import {
  ada,
  buildAndPublish,
  buildTiles,
  capture,
  cutTiles,
  locate,
  newBuild,
  type Platform,
  platform,
} from '../steps/build.fixture.ts';
import { plan } from '../steps/plan.ts';
import { publish } from '../steps/publish.ts';
import { cancelJob } from './cancel-job.ts';
import { jobShots } from './job-shots.ts';
import { failJob } from './move-job.ts';
import { redriveJob } from './redrive-job.ts';

/** Six shots in a row over three blocks of 2,048 px. */
const PLACES = [0, 1, 2, 3, 4, 5].map((i) => ({ x: 900 * i, y: 0, width: 1000, height: 520 }));
let on: Platform;
let ref: JobRef;
let request: PlanRequest;
beforeEach(async () => {
  on = await platform();
  ref = await newBuild(on, PLACES);
  request = await readJson<PlanRequest>(on.work, planKey(ref.build, 'request.json'));
});
const job = () => on.jobs.rows.get(ref.job_id)!;
const redrive = (given: Partial<RedriveRequest> = {}, caller = ada) =>
  redriveJob(ref.job_id, { attempt: job().attempt, shots: [], ...given }, caller, on);
const fail = (code = 'execution_aborted', at = on.clock()) =>
  on.jobs.fail(job(), { error: { code, message: 'm' }, failures: 0, at: at.toISOString(), expires_at: 4e9 });
const next = () => on.started.at(-1)!;
const store = (shot: PlanRequest['shots'][number], body: Uint8Array) =>
  on.work.put(shot.key, body, { contentType: 'image/png' });

/** Uploads pictures of these bytes under the names of the job's shots. */
async function repaired(...files: [index: number, body: Uint8Array][]): Promise<RedriveRequest['shots']> {
  const announced = files.map(([index, body]) => {
    const sha256 = createHash('sha256').update(body).digest('hex');
    return { name: request.shots[index]!.name, bytes: body.length, type: 'image/png' as const, sha256 };
  });
  const tickets = await createShotTickets(on.map, { files: announced }, ada, on);
  for (const [i, { screenshot_id }] of tickets.entries())
    await on.work.put(`screenshots/${on.map}/${screenshot_id}`, files[i]![1], { contentType: 'image/png' });
  return tickets.map(({ name, screenshot_id }) => ({ name, screenshot_id: screenshot_id as `shot_${string}` }));
}
const good = async (index: number) => (await on.work.get(request.shots[index]!.key))!;

describe('redriveJob', () => {
  it('captures only what failed, and the map is as if nothing had', async () => {
    const originals = await Promise.all([1, 2].map(good));
    await store(request.shots[1]!, Buffer.from('no picture'));
    await on.work.delete(request.shots[2]!.key);
    expect(await capture(on, ref)).toMatchObject({ completed: 4, failed: 2 });
    expect(job()).toMatchObject({ status: 'failed', error: { code: 'capture_failed' } });
    const { shots } = await jobShots(ref.job_id, ada, on);
    expect(shots.filter(({ failed }) => failed).map(({ name }) => name)).toEqual(['r00_c01.png', 'r00_c02.png']);
    expect(await on.jobs.failures(job(), 10)).toMatchObject(
      [1, 2].map((i) => {
        const { name, screenshot_id } = request.shots[i]!;
        return { item: name, screenshot_id };
      }),
    );

    const again = await redrive({ shots: await repaired([1, originals[0]!], [2, originals[1]!]) });
    expect(again).toMatchObject({ status: 'running', error: null, failure_count: 0, completed_at: null });
    expect(next()).toMatchObject({ job_id: ref.job_id, attempt: 2, build: ref.build });
    on.worked.length = 0;
    await buildAndPublish(on, next());
    expect(on.worked.filter((item) => item.startsWith('capture'))).toEqual(['capture r0_c1', 'capture r0_c2']);
    // What the repaired ones took the place of is gone, and the hash is that of what the map is made of.
    expect(on.work.objects.has(request.shots[1]!.key)).toBe(false);
    expect([...on.media.rows.keys()]).not.toContain(request.shots[1]!.screenshot_id);
    expect(on.builds.rows.get(ref.build)!.inputs_hash).toBe(job().inputs_hash);

    const undisturbed = await newBuild(on, PLACES, { save_data_id: 'other' });
    await buildAndPublish(on, undisturbed);
    for (const [key, { body }] of on.tiles.objects) {
      if (!key.includes(undisturbed.build) || key.endsWith('.json')) continue;
      const twin = on.tiles.objects.get(key.replace(undisturbed.build, ref.build));
      expect(Buffer.compare(twin!.body, body), key).toBe(0);
    }
  });

  it('makes only the blocks that a repaired screenshot shows in, and leaves the tiles of the others alone', async () => {
    await capture(on, ref);
    const { settings } = await locate(on, ref);
    const lost = request.shots[5]!;
    const body = await good(5);
    await on.work.delete(lost.key);
    await cutTiles(on, ref, settings).catch(() => {});
    expect(job()).toMatchObject({ status: 'failed', stage: 'tiling', error: { code: 'tile_failed' } });
    const before = [...on.tiles.objects.keys()];
    expect((await jobShots(ref.job_id, ada, on)).shots.filter(({ failed }) => failed)).toMatchObject([
      { screenshot_id: lost.screenshot_id },
    ]);

    await redrive({ shots: await repaired([5, body]) });
    on.worked.length = 0;
    const put = vi.spyOn(on.tiles, 'put');
    const verified = await buildTiles(on, next());
    expect(on.worked).toEqual(['capture r0_c5', expect.stringMatching(/^coords shot_/), 'tile 2_0']);
    const written = put.mock.calls.map(([key]) => key);
    // Those above the blocks are made of all of them.
    const kept = before.filter((key) => !/\/0\/0\/0\.png$/.test(key));
    expect(kept.length).toBeGreaterThan(10);
    expect(written.filter((key) => kept.includes(key))).toEqual([]);
    expect(job()).toMatchObject({ tile_total: verified.tiles });
    await publish(next(), on);
    expect(on.maps.rows.get(on.map)!.published_build).toBe(ref.build);
  });

  it('goes on after a death among the tiles with what is missing, and removes what nobody reported', async () => {
    await capture(on, ref);
    const { settings } = await locate(on, ref);
    await cutTiles(on, ref, settings);
    await on.work.delete(`builds/${ref.build}/tiles/1_0.json`);
    await on.tiles.put(`tiles/${on.map}/${ref.build}/9/9/9.png`, 'stray', { contentType: 'image/png' });
    await fail();
    await redrive();
    on.worked.length = 0;
    await buildTiles(on, next());
    expect(on.worked).toEqual(['tile 1_0']);
    expect(on.tiles.objects.has(`tiles/${on.map}/${ref.build}/9/9/9.png`)).toBe(false);
  });

  it('counts what is kept, and nothing twice', async () => {
    await capture(on, ref);
    const { settings } = await locate(on, ref);
    await cutTiles(on, ref, settings);
    await on.work.delete(`builds/${ref.build}/tiles/1_0.json`);
    on.jobs.rows.set(ref.job_id, { ...job(), completed_tasks: 77, capture_completed: 99, capture_failed: 3 });
    await fail();
    expect(await redrive()).toMatchObject({ status: 'running' });
    await capture(on, next());
    expect(job()).toMatchObject({ capture_completed: 6, coords_completed: 6, capture_failed: 0, completed_tasks: 12 });
    await locate(on, next());
    // Blocks 0 and 2 have 4 x 2 and 3 x 2 native tiles, 2 x 1 below and 1 at their top.
    expect(job()).toMatchObject({ tile_completed: 8 + 2 + 1 + 6 + 2 + 1, completed_tasks: 12 + 20 });
  });

  it('finishes cleaning up a map that is published', async () => {
    await buildTiles(on, ref);
    vi.spyOn(on.builds, 'complete').mockRejectedValueOnce(new Error('no network'));
    await expect(publish(ref, on)).rejects.toThrow('no network');
    await fail('execution_failed');
    const put = await repaired([0, await good(0)]);
    await expect(redrive({ shots: put })).rejects.toMatchObject({ status: 409, code: 'published' });
    await redrive();
    expect(await plan(next(), on)).toMatchObject({ published: true, todo: 0 });
    expect(job()).toMatchObject({ status: 'running', stage: 'cleaning', attempt: 2 });
    await publish(next(), on);
    expect(on.builds.rows.get(ref.build)!.status).toBe('completed');
  });

  it('keeps a screenshot that came back to its place before the one between was captured', async () => {
    await capture(on, ref);
    await fail();
    const [b] = await repaired([0, await good(1)]);
    await redrive({ shots: [b!] });
    await fail();
    const { screenshot_id, key, name } = request.shots[0]!;
    await redrive({ shots: [{ name, screenshot_id }] });
    await plan(next(), on);
    expect(on.work.objects.has(key)).toBe(true);
    expect(on.media.rows.has(screenshot_id)).toBe(true);
    expect(on.media.rows.has(b!.screenshot_id)).toBe(false);
  });

  it('is one attempt, whoever asks for it at once and again', async () => {
    await capture(on, ref);
    await fail();
    const answers = await Promise.all([redrive(), redrive()]);
    expect(answers.map(({ attempt }) => attempt)).toEqual([2, 2]);
    expect(await redrive({ attempt: 1 })).toMatchObject({ status: 'running', attempt: 2 });
    await plan(next(), on);
    await fail();
    // Its answer came late: the job has failed again since.
    expect(await redrive({ attempt: 1 })).toMatchObject({ status: 'failed', attempt: 2 });
    expect(new Set(on.started.map(({ attempt }) => attempt))).toEqual(new Set([1, 2]));
    await expect(redrive({ attempt: 3 })).rejects.toMatchObject({ status: 422, details: [{ field: 'attempt' }] });
  });

  it('tells a repeat with the same shots from another one that came first', async () => {
    await fail();
    const [mine] = await repaired([0, await good(0)]);
    expect(await redrive({ shots: [mine!], save_data_id: 'new' })).toMatchObject({ attempt: 2 });
    await plan(next(), on);
    const repeat = { attempt: 1, shots: [mine!] };
    expect(await redrive({ ...repeat, save_data_id: 'new' })).toMatchObject({ attempt: 2 });
    const [other] = await repaired([1, await good(1)]);
    await expect(redrive({ attempt: 1, shots: [other!] })).rejects.toMatchObject({ code: 'redriven_meanwhile' });
    await expect(redrive({ ...repeat, save_data_id: 'other' })).rejects.toMatchObject({ code: 'redriven_meanwhile' });
  });

  it('starts an attempt whose request died before the start, and no other one', async () => {
    await fail();
    await on.jobs.redrive(job(), { inputs_hash: 'hash' }, on.clock().toISOString());
    on.started.length = 0;
    const [shot] = await repaired([0, await good(0)]);
    await expect(redrive({ attempt: 2, shots: [shot!] })).rejects.toMatchObject({ code: 'not_failed' });
    for (const attempt of [1, 2]) {
      expect(await redrive({ attempt })).toMatchObject({ status: 'running', attempt: 2 });
      expect(next()).toMatchObject({ attempt: 2 });
    }
    await plan(next(), on);
    await expect(redrive({ attempt: 2 })).rejects.toMatchObject({ code: 'not_failed' });
    expect(on.started).toHaveLength(2);
  });

  it.each([1, 2])('goes on when nobody came back for attempt %i that was never started', async (attempt) => {
    if (attempt === 2) {
      await fail();
      await on.jobs.redrive(job(), { inputs_hash: request.inputs_hash, holder: ref.job_id }, on.clock().toISOString());
    }
    const updated_at = new Date(on.clock().getTime() - JOB_SECONDS * 1000).toISOString();
    on.jobs.rows.set(ref.job_id, { ...job(), updated_at });
    expect(await on.jobs.find(ref.job_id)).toMatchObject({ status: 'failed', error: { code: 'not_started' } });
    expect(await redrive()).toMatchObject({ status: 'running', attempt: attempt + 1 });
    await buildAndPublish(on, next());
  });

  it('is not done by a request whose start failed: its repeat begins another attempt', async () => {
    await fail();
    vi.spyOn(on.executions, 'start').mockRejectedValueOnce(new Error('no network'));
    await expect(redrive({ attempt: 1 })).rejects.toMatchObject({ status: 503 });
    expect(job()).toMatchObject({ status: 'failed', attempt: 2 });
    expect(await redrive({ attempt: 1 })).toMatchObject({ status: 'running', attempt: 3 });
    expect(next()).toMatchObject({ attempt: 3 });
  });

  it('takes the inputs over from a job that has ended, and from no other', async () => {
    await fail();
    const other = await newBuild(on, PLACES);
    expect(other.job_id).not.toBe(ref.job_id);
    const taken = { status: 409, code: 'inputs_taken', message: expect.stringContaining(other.job_id) };
    await expect(redrive()).rejects.toMatchObject(taken);
    // The holder went on between the look and the write.
    const { inputs_hash } = request;
    const at = on.clock().toISOString();
    expect(await on.jobs.redrive(job(), { inputs_hash, holder: other.job_id }, at)).toBe(false);
    await cancelJob(other.job_id, ada, on);
    expect(await redrive()).toMatchObject({ status: 'running' });
    expect(await on.jobs.lockedBy(on.map, inputs_hash)).toMatchObject({ job_id: ref.job_id });
  });

  it('leaves nothing of an earlier attempt to move the job', async () => {
    await capture(on, ref);
    await fail();
    await redrive();
    await plan(next(), on);
    await expect(plan(ref, on)).rejects.toMatchObject({ code: 'job_ended' });
    await expect(locate(on, ref)).rejects.toMatchObject({ code: 'job_ended' });
    expect(job()).toMatchObject({ stage: 'capturing', attempt: 2 });
  });
});

describe('jobShots', () => {
  it('names the shots that failures store, whatever they say', async () => {
    const [, second, third] = request.shots as [PlanRequest['shots'][number], ...PlanRequest['shots']];
    const failures = [
      { item: '0_0', stage: 'tile', code: 'missing', message: 'It is gone.', screenshot_id: second!.screenshot_id },
      { item: '1_0', stage: 'tile', code: 'unexpected', message: `${third!.screenshot_id}: no fault of the shot` },
    ];
    await failJob(on.jobs, job(), { error: { code: 'tile_failed', message: 'm' }, failures }, on.clock());
    const { shots, attempt } = await jobShots(ref.job_id, ada, on);
    expect(shots.filter(({ failed }) => failed).map(({ name }) => name)).toEqual([second!.name]);
    expect(attempt).toBe(1);
  });
});

describe('redriveJob refuses', () => {
  it.each(['preparing', 'running', 'completed', 'cancelled'] as const)('a job that is %s', async (status) => {
    on.jobs.rows.set(ref.job_id, { ...job(), status });
    await expect(redrive()).rejects.toMatchObject({ status: 409, message: expect.stringContaining(status) });
  });

  it('a job of somebody else, and one whose files were removed', async () => {
    await fail();
    await expect(redrive({}, { sub: 'ben', scopes: [] })).rejects.toMatchObject({ status: 404 });
    await on.work.delete(planKey(ref.build, 'request.json'));
    await expect(redrive()).rejects.toMatchObject({ status: 409, code: 'removed' });
  });

  it('a job whose map shows a newer build: it would make everything and publish nothing', async () => {
    await fail();
    const newer = await newBuild(on, PLACES, { save_data_id: 'newer' });
    await buildAndPublish(on, newer);
    const superseded = { status: 409, code: 'superseded', message: expect.stringContaining(newer.build) };
    await expect(redrive()).rejects.toMatchObject(superseded);
    expect(job()).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('naming what came in between its look and its write', async () => {
    await fail();
    const meanwhile = (change: () => void) =>
      vi.spyOn(on.jobs, 'redrive').mockImplementationOnce(async () => {
        change();
        return false;
      });
    const build = on.builds.rows.get(ref.build)!;
    meanwhile(() => on.builds.rows.set(ref.build, { ...build, removed_at: 'now' }));
    await expect(redrive()).rejects.toMatchObject({ status: 409, code: 'removed' });
    on.builds.rows.set(ref.build, build);
    meanwhile(() => on.jobs.rows.set(ref.job_id, { ...job(), status: 'cancelled' }));
    await expect(redrive()).rejects.toMatchObject({
      code: 'not_failed',
      message: expect.stringContaining('cancelled'),
    });
    on.jobs.rows.set(ref.job_id, { ...job(), status: 'failed' });
    meanwhile(() => {});
    await expect(redrive()).rejects.toMatchObject({ status: 503 });
    meanwhile(() => on.maps.rows.delete(on.map));
    await expect(redrive()).rejects.toMatchObject({ status: 404, message: expect.stringContaining(on.map) });
  });

  it('repaired shots that fit nowhere, are there twice, or were not uploaded, naming each', async () => {
    await fail();
    const [shot] = await repaired([0, await good(0)]);
    const shots = [shot!, { ...shot!, name: 'other.png' }, shot!];
    const refused = await redrive({ shots }).catch((error) => error);
    expect(refused.details).toMatchObject([
      { field: 'shots[1].name', message: expect.stringContaining('other.png') },
      { field: 'shots[2].name', message: expect.stringContaining('twice') },
    ]);
    const unknown = { ...shot!, screenshot_id: 'shot_nowhere' as `shot_${string}` };
    await expect(redrive({ shots: [unknown] })).rejects.toMatchObject({ status: 422 });
    expect(job()).toMatchObject({ status: 'failed', attempt: 1 });
  });

  it('a screenshot that is or was another shot of the job, and one given to two', async () => {
    await fail();
    const [first, second] = await repaired([0, await good(0)], [1, await good(1)]);
    const nameAndId = (name: number, of: number) => ({
      name: request.shots[name]!.name,
      screenshot_id: request.shots[of]!.screenshot_id,
    });
    const refused = (shots: RedriveRequest['shots']) => redrive({ shots }).catch(({ details }) => details);
    // Taken from another shot, swapped, and shared.
    expect(await refused([nameAndId(0, 1)])).toMatchObject([{ field: 'shots[0].screenshot_id' }]);
    expect(await refused([nameAndId(0, 1), nameAndId(1, 0)])).toHaveLength(2);
    expect(await refused([first!, { ...second!, screenshot_id: first!.screenshot_id }])).toMatchObject([
      { field: 'shots[1].screenshot_id', message: expect.stringContaining('another shot') },
    ]);
    await redrive({ shots: [first!] });
    await fail();
    expect(await refused([nameAndId(1, 0)])).toMatchObject([{ field: 'shots[0].screenshot_id' }]);
  });

  it('repaired shots while a worker of the attempt that died may still store tiles', async () => {
    await capture(on, ref);
    await locate(on, ref);
    await fail();
    const shots = await repaired([0, await good(0)]);
    await expect(redrive({ shots })).rejects.toMatchObject({
      code: 'workers_running',
      message: expect.stringMatching(/in \d+ s/),
    });
    on.jobs.rows.set(ref.job_id, { ...job(), completed_at: new Date(on.clock().getTime() - 300_000).toISOString() });
    expect(await redrive({ shots })).toMatchObject({ status: 'running' });
  });
});
