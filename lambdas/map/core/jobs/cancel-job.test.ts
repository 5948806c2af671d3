import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobRef } from '../../workflow.ts';
import { removeEnded } from '../removal/remove-ended.ts';
import {
  ada,
  buildAndPublish,
  buildTiles,
  capture,
  NEIGHBOURS,
  newBuild,
  type Platform,
  platform,
} from '../steps/build.fixture.ts';
import { publish } from '../steps/publish.ts';
import { cancelJob } from './cancel-job.ts';
import { settleExecution } from './settle-execution.ts';

let on: Platform;
let ref: JobRef;
beforeEach(async () => {
  on = await platform();
  ref = await newBuild(on, NEIGHBOURS);
});
const job = () => on.jobs.rows.get(ref.job_id)!;
const cancel = (caller = ada) => cancelJob(ref.job_id, caller, on);

describe('cancelJob', () => {
  it('ends the job for good, stops its execution and has removed what it made', async () => {
    await capture(on, ref);
    expect(await cancel()).toMatchObject({ status: 'cancelled', stage: 'locating', completed_at: expect.any(String) });
    expect(job().expires_at).toBeGreaterThan(Date.UTC(2026, 2, 1) / 1000);
    expect(on.stopped).toMatchObject([{ job_id: ref.job_id }]);
    expect(on.removalsStarted).toMatchObject([{ build: ref.build, map_id: on.map }]);
    await removeEnded({ ...ref, last: true }, on);
    expect([...on.work.objects.keys(), ...on.tiles.objects.keys()]).toEqual([]);
  });

  it('goes on where an earlier request ended', async () => {
    vi.spyOn(on.executions, 'stop').mockRejectedValueOnce(new Error('no network'));
    await expect(cancel()).rejects.toThrow('no network');
    expect(job().status).toBe('cancelled');
    expect(on.removalsStarted).toEqual([]);
    await cancel();
    expect(on.stopped).toHaveLength(1);
    expect(on.removalsStarted).toHaveLength(1);
  });

  it('publishes nothing afterwards, though the step was under way', async () => {
    await buildTiles(on, ref);
    await cancel();
    await expect(publish(ref, on)).rejects.toMatchObject({ code: 'job_ended' });
    expect(on.maps.rows.get(on.map)!.published_build).toBeUndefined();
    expect(on.tiles.objects.has(`tiles/${on.map}/map.json`)).toBe(false);
  });

  it('comes too late for a job that has published, and says how to go back', async () => {
    await buildAndPublish(on, ref);
    const refused = { status: 409, code: 'published', message: expect.stringContaining(`map rollback ${on.map}`) };
    await expect(cancel()).rejects.toMatchObject(refused);
    expect(job()).toMatchObject({ status: 'running', stage: 'cleaning' });
  });

  it.each(['failed', 'completed'] as const)('refuses a job that is %s', async (status) => {
    on.jobs.rows.set(ref.job_id, { ...job(), status, stage: 'cleaning' });
    await expect(cancel()).rejects.toMatchObject({
      status: 409,
      code: 'ended',
      message: expect.stringContaining(status),
    });
    expect(on.stopped).toEqual([]);
  });

  it('knows no job of somebody else', async () => {
    await expect(cancel({ sub: 'ben', scopes: [] })).rejects.toMatchObject({ status: 404 });
    expect(job().status).toBe('preparing');
  });
});

describe('removeEnded', () => {
  it('touches nothing of a job that goes on', async () => {
    const before = on.work.objects.size;
    await expect(removeEnded({ ...ref, last: true }, on)).rejects.toMatchObject({ code: 'not_ended' });
    expect(on.work.objects.size).toBe(before);
  });
});

describe('settleExecution', () => {
  const died = (status: 'FAILED' | 'TIMED_OUT' | 'ABORTED', changes: object = {}) =>
    settleExecution({ status, ref, error: 'Operator', cause: 'tried', ...changes }, on);

  it.each([
    ['TIMED_OUT', 'execution_timed_out', /ran out of time/],
    ['ABORTED', 'execution_aborted', /stopped from outside \(Operator: tried\)/],
    ['FAILED', 'execution_failed', /failed/],
  ] as const)('fails the job of an execution that is %s, with the way on', async (status, code, words) => {
    await capture(on, ref);
    expect(await died(status)).toBe('failed');
    expect(job()).toMatchObject({ status: 'failed', stage: 'locating', failure_count: 1 });
    expect(job().error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(job().error!.message).toContain(`tessera map redrive ${ref.job_id}`);
    expect(await on.jobs.failures(ref, 10)).toMatchObject([{ item: 'job', stage: 'locating', code }]);
    expect(await died(status)).toBe('nothing');
  });

  it('leaves a job alone that has failed by itself, is completed, gone, or in a later attempt', async () => {
    for (const changes of [{ status: 'failed' }, { status: 'completed' }, { attempt: 2, status: 'running' }] as const) {
      on.jobs.rows.set(ref.job_id, { ...job(), ...changes });
      expect(await died('ABORTED')).toBe('nothing');
      expect(job()).toMatchObject(changes);
    }
    on.jobs.rows.delete(ref.job_id);
    expect(await died('ABORTED')).toBe('nothing');
  });

  it('writes nothing to a job whose map is being deleted', async () => {
    vi.spyOn(on.maps, 'find').mockResolvedValue(undefined);
    expect(await died('ABORTED')).toBe('nothing');
    expect(job().status).toBe('preparing');
    expect(await on.jobs.failures(ref, 10)).toEqual([]);
  });

  it('has the leavings of a cancelled job removed', async () => {
    vi.spyOn(on.executions, 'stop').mockRejectedValueOnce(new Error('no network'));
    await expect(cancel()).rejects.toThrow();
    expect(await died('FAILED')).toBe('removing');
    expect(on.removalsStarted).toMatchObject([{ build: ref.build }]);
    expect(job().status).toBe('cancelled');
  });
});
