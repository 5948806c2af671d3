/** The map's DynamoDB adapters against the twin's DynamoDB: conditions, indexes and pages as the core relies on them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newJob } from '../../lambdas/map/core/jobs/new-job.ts';
import type { Attempt } from '../../lambdas/map/ports/jobs.ts';
import { AT, type MapTable, mapOf, mapTable, requestOf, SECOND } from '../support/map-table.ts';

const NOW = new Date(AT);
const END = { at: AT, expires_at: 4_000_000_000 };
let table: MapTable;
let maps: MapTable['maps'];
let jobs: MapTable['jobs'];
let builds: MapTable['builds'];
beforeAll(async () => {
  table = await mapTable();
  ({ maps, jobs, builds } = table);
});
afterAll(() => table.close());

describe('maps', () => {
  it('hold their name for their owner', async () => {
    const map = mapOf('named');
    expect(await maps.create(map)).toBe(true);
    expect(await maps.create({ ...map, map: 'other' })).toBe(false);
    expect(await maps.find('other')).toBeUndefined();
    expect(await maps.findByName('ada', 'named')).toEqual(map);
    expect(await maps.create({ ...map, map: 'bens', owner: 'ben' })).toBe(true);
    await maps.setAttribution('named', 'by Ada', AT);
    expect(await maps.find('named')).toEqual({ ...map, attribution: 'by Ada' });
  });

  it('are listed newest first, page by page', async () => {
    for (const day of [1, 2, 3]) {
      await maps.create(mapOf(`page-${day}`, { owner: 'carl', updated_at: `2025-01-0${day}T00:00:00.000Z` }));
    }
    const first = await maps.ofOwner('carl', 2);
    expect(first.items.map(({ map }) => map)).toEqual(['page-3', 'page-2']);
    const second = await maps.ofOwner('carl', 2, first.after);
    expect(second.items.map(({ map }) => map)).toEqual(['page-1']);
    expect(second.after).toBeUndefined();
    expect((await maps.ofEverybody(100)).items.map(({ map }) => map)).toContain('page-1');
  });

  it('keep the origin of what is published, and move their pointer only from where it was', async () => {
    await maps.create(mapOf('moved'));
    expect(await maps.fixOrigin('moved', [0, 0])).toEqual([0, 0]);
    expect(await maps.fixOrigin('moved', [512, 0])).toEqual([512, 0]);
    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    const publishing = async (number: number) => {
      const inputs = { ...requestOf(mapOf('moved'), number), inputs_hash: `${number}` };
      const { job, build } = newJob(inputs, mapOf('moved'), NOW);
      await jobs.claim('moved', job.inputs_hash, job, undefined);
      await jobs.create({ ...job, status: 'running', stage: 'publishing' }, build);
      return job;
    };
    const [first, second, third] = [await publishing(11), await publishing(12), await publishing(13)];
    const publish = (from: string | undefined, to: string, job: Attempt, origin: [number, number] = [512, 0]) =>
      maps.publish('moved', { from, to, origin }, facts, job);
    expect(await publish(undefined, '01', first, [0, 0])).toBe(false);
    expect(await publish(undefined, '01', { ...first, attempt: 2 })).toBe(false);
    expect(await jobs.find(first.job_id)).toMatchObject({ stage: 'publishing' });
    expect(await publish(undefined, '01', first)).toBe(true);
    expect(await jobs.find(first.job_id)).toMatchObject({ status: 'running', stage: 'cleaning' });
    expect(await publish(undefined, '02', second)).toBe(false);
    expect(await publish('01', '02', second, [0, 0])).toBe(false);
    expect(await publish('01', '02', second)).toBe(true);
    expect(await jobs.cancel(second.job_id, END)).toBe(false);
    expect(await jobs.cancel(third.job_id, END)).toBe(true);
    expect(await publish('02', '03', third)).toBe(false);
    expect(await maps.fixOrigin('moved', [0, 0])).toEqual([512, 0]);
    expect(await maps.find('moved')).toMatchObject({ published_build: '02', previous_build: '01', tiles: 1 });
  });
});

describe('jobs', () => {
  const map = mapOf('built');
  const { job, build } = newJob(requestOf(map, 1), map, NOW);
  beforeAll(() => maps.create(map));

  it('are made once for the same inputs, with their build', async () => {
    const claim = { job_id: 'job_1', build: '01', claimed: true };
    const rivals = { job_id: 'job_2', build: '02', claimed: true };
    expect(await jobs.claim('built', 'hash', claim, undefined)).toBe(true);
    expect(await jobs.lockedBy('built', 'hash')).toEqual(claim);
    expect(await jobs.create(job, build)).toBe(true);
    expect(await jobs.create(job, build)).toBe(false);
    const rival = newJob(requestOf(map, 2), map, NOW);
    expect(await jobs.claim('built', 'hash', rivals, undefined)).toBe(false);
    expect(await jobs.create(rival.job, rival.build)).toBe(false);
    expect(await jobs.find('job_2')).toBeUndefined();
    expect(await jobs.lockedBy('built', 'hash')).toEqual({ job_id: 'job_1', build: '01' });
    expect(await jobs.find('job_1')).toEqual(job);
    expect(await builds.find('built', '01')).toEqual(build);
    expect(await jobs.claim('built', 'hash', rivals, { job_id: 'job_1', build: '01' })).toBe(true);
    expect(await jobs.create(rival.job, rival.build)).toBe(true);
    expect((await builds.list('built')).map(({ build }) => build)).toEqual(['02', '01']);
    expect((await jobs.findAll(['job_1', 'job_2', 'job_3'])).map(({ job_id }) => job_id).toSorted()).toEqual([
      'job_1',
      'job_2',
    ]);
    expect((await jobs.ofOwner('ada', 1)).items).toHaveLength(1);
  });

  const first = { job_id: 'job_1', attempt: 1 };

  it('move one stage at a time, and not after their end', async () => {
    const stages = { from: 'capturing', to: 'locating' } as const;
    expect(await jobs.moveStage(first, stages, {}, AT)).toBe(false);
    expect(await jobs.start(first, 'capturing', { total_tasks: 7, capture_total: 2 }, AT)).toBe(true);
    expect(await jobs.start(first, 'capturing', { total_tasks: 8 }, AT)).toBe(false);
    expect(await jobs.moveStage({ ...first, attempt: 2 }, stages, {}, AT)).toBe(false);
    expect(await jobs.moveStage(first, stages, {}, AT)).toBe(true);
    expect(await jobs.moveStage(first, stages, {}, AT)).toBe(false);
    expect(await jobs.find('job_1')).toMatchObject({ status: 'running', stage: 'locating', total_tasks: 7 });
    const failures = [{ item: 'a.png', stage: 'coords', code: 'lost', message: 'It is lost.' }];
    await jobs.putFailures(first, failures, END.expires_at);
    const end = { error: { code: 'x', message: 'y' }, failures: 1, ...END };
    expect(await jobs.fail({ ...first, attempt: 2 }, end)).toBe(false);
    expect(await jobs.fail(first, end)).toBe(true);
    expect(await jobs.fail(first, end)).toBe(false);
    expect(await jobs.failures(first, 100)).toEqual(failures);
    expect(await jobs.failures({ ...first, attempt: 2 }, 100)).toEqual([]);
    expect(await jobs.moveStage(first, { from: 'locating', to: 'tiling' }, {}, AT)).toBe(false);
    expect(await jobs.cancel('job_1', END)).toBe(false);
  });

  it('go on once in a further attempt when they failed, with the lock on their inputs', async () => {
    const { job: failed } = newJob(requestOf(map, 1), map, NOW);
    const inputs = { inputs_hash: 'hash', holder: 'job_2' };
    // The lock is held by a job that has not ended.
    expect(await jobs.redrive(failed, inputs, AT)).toBe(false);
    expect(await jobs.redrive(failed, { ...inputs, holder: undefined }, AT)).toBe(false);
    expect(await jobs.redrive(failed, { ...inputs, holder: 'job_1' }, AT)).toBe(false);
    // So has one that never began, a day later.
    const later = new Date(NOW.getTime() + 24 * 3600 * 1000).toISOString();
    expect(await jobs.redrive({ ...failed, attempt: 2 }, inputs, later)).toBe(false);
    expect(await jobs.redrive(failed, inputs, later)).toBe(true);
    expect(await jobs.lockedBy('built', 'hash')).toEqual({ job_id: 'job_1', build: '01' });
    const again = { ...failed, attempt: 2 };
    expect(await jobs.redrive(again, { inputs_hash: 'hash', holder: 'job_1' }, later)).toBe(false);
    // The attempt never began, and nobody wrote it down.
    const never = new Date(Date.parse(later) + 24 * 3600 * 1000).toISOString();
    const { job: waiting, build: kept } = newJob({ ...requestOf(map, 9), inputs_hash: 'kept' }, map, new Date(later));
    await jobs.claim('built', 'kept', waiting, undefined);
    await jobs.create({ ...waiting, attempt: 2, status: 'running' }, kept);
    expect(await builds.retire(kept, later)).toBe(false);
    expect(await builds.retire(kept, never)).toBe(true);
    expect(await jobs.redrive({ ...waiting, attempt: 2 }, { inputs_hash: 'kept', holder: waiting.job_id }, never)).toBe(
      false,
    );
    expect(await jobs.redrive(again, { inputs_hash: 'other', holder: undefined }, never)).toBe(true);
    const third = { ...failed, attempt: 3 };
    expect(await jobs.start(third, 'capturing', {}, never)).toBe(true);
    const last = new Date(Date.parse(never) + 24 * 3600 * 1000).toISOString();
    expect(await jobs.redrive(third, { inputs_hash: 'hash', holder: 'job_1' }, last)).toBe(false);
    expect(await builds.retire((await builds.find('built', '01'))!, last)).toBe(false);
    expect(await jobs.fail(third, { error: { code: 'x', message: 'y' }, failures: 0, ...END })).toBe(true);
  });

  it('are gone at their end, though DynamoDB deletes later', async () => {
    const gone = { error: { code: 'x', message: 'y' }, failures: 0, at: AT, expires_at: SECOND };
    await jobs.fail({ ...first, job_id: 'job_2' }, gone);
    expect(await jobs.find('job_2')).toBeUndefined();
    expect(await jobs.findAll(['job_2'])).toEqual([]);
    expect((await jobs.ofOwner('ada', 10)).items.map(({ job_id }) => job_id)).not.toContain('job_2');
  });

  it('have builds that may be shown again while they are kept', async () => {
    await maps.create(mapOf('back'));
    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    await maps.fixOrigin('back', [0, 0]);
    for (const [number, from] of [
      [5, undefined],
      [6, '05'],
      [7, '06'],
    ] as const) {
      const made = newJob({ ...requestOf(mapOf('back'), number), inputs_hash: `hash ${number}` }, mapOf('back'), NOW);
      await jobs.claim('back', made.job.inputs_hash, made.job, undefined);
      await jobs.create({ ...made.job, status: 'running', stage: 'publishing' }, made.build);
      await maps.publish('back', { from, to: `0${number}`, origin: [0, 0] }, facts, made.job);
    }
    const move = { from: '07', to: '06', previous: '05' };
    expect(await maps.rollBack('back', move, facts)).toBe(false);
    for (const build of ['05', '06']) {
      await builds.complete('back', build, { completed_at: AT, tiles: 5, width: 10, height: 20 });
    }
    expect(await maps.rollBack('back', { ...move, from: '06' }, facts)).toBe(false);
    expect(await maps.rollBack('back', move, { ...facts, tiles: 9 })).toBe(true);
    expect(await maps.find('back')).toMatchObject({ published_build: '06', previous_build: '05', tiles: 9 });
    expect(await maps.rollBack('back', { from: '06', to: '05', previous: undefined }, facts)).toBe(true);
    expect(await maps.find('back')).not.toHaveProperty('previous_build');
  });

  it('have builds that are completed', async () => {
    await builds.complete('built', '01', { completed_at: AT, tiles: 5, width: 10, height: 20 });
    expect(await builds.find('built', '01')).toMatchObject({ status: 'completed', tiles: 5, height: 20 });
  });
});
