/** Jobs that end otherwise than by their state machine: cancelled by their owner, or dead from outside. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../lambdas/map/schemas.ts';
import { endOf, startJob } from '../support/caller.ts';
import { tessera } from '../support/command-line.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { type Capture, capturesOf, makeWorld } from '../support/world.ts';

/** 96 captures in two batches of each stage, of some seconds: enough to come in between. Each is larger than the world's patch of one colour. */
const GRID = { columns: 12, rows: 8, width: 560, height: 560, step: [300, 300] as [number, number] };
const BUILD = /-map$/;
const REMOVAL = /-map-removal$/;

const own = ownPlatform();
let captures: Capture[];
beforeAll(async () => {
  captures = await capturesOf(makeWorld(3860, 2660), GRID);
});

const newMap = async (name: string) => (await own.api.createMap({ name })).map;

/** Follows a job until it is so far. */
async function until(job_id: string, reached: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await own.api.jobStatus(job_id);
    if (reached(job)) return job;
    expect(['preparing', 'running'], `${job.status} ${job.error?.message}`).toContain(job.status);
    await new Promise((done) => setTimeout(done, 50));
  }
}
/** When two of the three passes over what a build left are done: its workers, of some seconds here, have ended by then. */
const untilWorkersEnded = (build: string) =>
  expect.poll(() => own.within.hasEntered(REMOVAL, build, 'LetLastWorkersEnd'), { timeout: 60_000 }).toBe(true);
const capturing = ({ stage }: Job) => stage === 'capturing';
const locating = ({ stage }: Job) => stage === 'locating';

describe('a job that is cancelled', () => {
  test.each([
    ['capturing', capturing],
    ['locating', locating],
  ] as const)('while it is %s ends at once and leaves nothing', async (stage, reached) => {
    const map = await newMap(`Cancelled ${stage}`);
    const job_id = await startJob(own.api, map, captures, { exact: false });
    const { build } = await until(job_id, reached);
    expect((await own.within.objects(map)).length).toBeGreaterThan(0);
    expect(await own.api.cancelJob(job_id)).toMatchObject({ status: 'cancelled', stage });

    expect(await own.within.executions(BUILD, job_id)).toEqual({ [job_id]: 'ABORTED' });
    expect(await own.within.executions(REMOVAL, build)).toEqual({ [build]: 'RUNNING' });
    const counted = await own.api.jobStatus(job_id);
    // What was under way may end; then there is nothing left but the request, which a last pass takes when no worker can live.
    await expect
      .poll(async () => (await own.within.objects(build)).map(({ key }) => key))
      .toEqual([`builds/${build}/plan/request.json`]);
    expect(await own.within.objects(`screenshots/${map}/`)).toEqual([]);
    await untilWorkersEnded(build);
    expect(await own.api.jobStatus(job_id)).toEqual(counted);
    await expect(own.api.mapJson(map)).rejects.toMatchObject({ status: 404 });
  });

  test('while tiles are being made leaves none, though a worker goes on for a while', async () => {
    const map = await newMap('Cancelled late');
    const job_id = await startJob(own.api, map, captures);
    const { build } = await until(job_id, ({ stage }) => stage === 'tiling');
    await expect.poll(() => own.within.objects(`tiles/${map}/${build}/`), { interval: 50 }).not.toEqual([]);
    expect(await own.api.cancelJob(job_id)).toMatchObject({ status: 'cancelled', stage: 'tiling' });
    await untilWorkersEnded(build);
    expect(await own.within.objects(`tiles/${map}/${build}/`)).toEqual([]);
    await expect(own.api.mapJson(map)).rejects.toMatchObject({ status: 404 });
  });

  test('stays cancelled, may be cancelled again, and its map can be built anew', async () => {
    const map = await newMap('Again');
    const first = await startJob(own.api, map, captures.slice(0, 2));
    const { exitCode, stdout } = await tessera(own.platform.url, 'map', 'cancel', first);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/: cancelled[\s\S]*is being removed/),
    });
    expect(await own.api.cancelJob(first)).toMatchObject({ status: 'cancelled' });
    const second = await startJob(own.api, map, captures.slice(0, 2));
    expect(second).not.toBe(first);
    expect(await endOf(own.api, second)).toMatchObject({ status: 'completed' });
    await expect(own.api.cancelJob(second)).rejects.toMatchObject({ status: 409, code: 'ended' });
    expect((await own.api.jobStatus(first)).status).toBe('cancelled');
  });
});

describe('an execution that is stopped from outside', () => {
  test('fails its job, which says how to go on; also when the platform is killed right then', async () => {
    const job_id = await startJob(own.api, await newMap('Stopped'), captures);
    await until(job_id, capturing);
    await own.within.stop(BUILD, job_id);
    await own.platform.kill();
    await own.startAgain();
    const job = await endOf(own.api, job_id);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'execution_aborted' }, failure_count: 1 });
    expect(job.error!.message).toMatch(/Operator: A test stopped it.*tessera map redrive job_/);
    expect(job.failures).toMatchObject([{ item: 'job', stage: 'capturing' }]);
  });
});
