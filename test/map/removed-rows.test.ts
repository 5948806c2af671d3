/** Rows that come and go: of media, of shots, and of a map that is being deleted, against the twin's DynamoDB. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newJob } from '../../lambdas/map/core/jobs/new-job.ts';
import type { BuildRecord, JobRecord } from '../../lambdas/map/ports/jobs.ts';
import type { LocatedShot } from '../../lambdas/map/workflow.ts';
import type { Media } from '../../lambdas/media/ports.ts';
import { MEDIA_GRACE_SECONDS } from '../../lib/limits.ts';
import { AT, type MapTable, mapOf, mapTable, requestOf, SECOND } from '../support/map-table.ts';

const NOW = new Date(AT);
let table: MapTable;
let maps: MapTable['maps'];
let jobs: MapTable['jobs'];
let builds: MapTable['builds'];
let media: MapTable['media'];
beforeAll(async () => {
  table = await mapTable();
  ({ maps, jobs, builds, media } = table);
});
afterAll(() => table.close());

describe('a map that is being deleted', () => {
  it('is found by the deletion alone, takes nothing new, and leaves its name at once', async () => {
    const map = mapOf('gone', { owner: 'dora' });
    await maps.create(map);
    await maps.fixOrigin('gone', [0, 0]);
    expect(await maps.beginDeletion(map, AT)).toBe(true);
    expect(await maps.beginDeletion(map, AT)).toBe(false);
    expect(await maps.find('gone')).toBeUndefined();
    expect(await maps.findByName('dora', 'gone')).toBeUndefined();
    expect((await maps.ofOwner('dora', 10)).items).toEqual([]);
    expect((await maps.ofEverybody(100)).items.map(({ map }) => map)).not.toContain('gone');
    const deleting = { map: 'gone', owner: 'dora', deleting_since: AT };
    expect(await maps.findDeleting('gone')).toEqual(deleting);
    expect(await maps.deleting()).toEqual([deleting]);

    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    const job = { job_id: 'job_9', attempt: 1 };
    expect(await maps.publish('gone', { from: undefined, to: '01', origin: [0, 0] }, facts, job)).toBe(false);
    const late = newJob({ ...requestOf(map, 9), inputs_hash: 'late' }, map, NOW);
    expect(await jobs.claim('gone', 'late', late.job, undefined)).toBe(false);
    expect(await jobs.create(late.job, late.build)).toBe(false);
    await maps.setAttribution('gone', 'late', AT);
    expect(await maps.create(mapOf('gone-again', { owner: 'dora', name: 'gone' }))).toBe(true);

    await maps.forget('gone-again');
    expect(await maps.find('gone-again')).toBeDefined();
    await maps.forget('gone');
    await maps.forget('gone');
    expect(await maps.findDeleting('gone')).toBeUndefined();
  });

  it('has its partitions read and emptied, whatever is in them', async () => {
    const map = mapOf('full', { owner: 'emil' });
    await maps.create(map);
    for (const number of [21, 22, 23]) {
      const { job, build } = newJob({ ...requestOf(map, number), inputs_hash: `${number}` }, map, NOW);
      await jobs.claim('full', job.inputs_hash, job, undefined);
      expect(await jobs.create(job, build)).toBe(true);
    }
    const all = ['BUILD#021', 'BUILD#022', 'BUILD#023', 'INPUTS#21', 'INPUTS#22', 'INPUTS#23'];
    expect(await table.rows.keys('MAP#full', 100, 'MAP')).toEqual(all);
    expect(await table.rows.keys('MAP#full', 2, 'MAP')).toEqual(all.slice(0, 2));
    await table.rows.remove('MAP#full', all);
    await table.rows.remove('MAP#full', all);
    expect(await table.rows.keys('MAP#full', 100)).toEqual(['MAP']);
  });
});

describe('a build', () => {
  const made = async (map: string, number: number, state: Partial<JobRecord> = {}) => {
    const request = { ...requestOf(mapOf(map), number), inputs_hash: `${map} ${number}` };
    const { job, build } = newJob(request, mapOf(map), NOW);
    await jobs.claim(map, request.inputs_hash, { job_id: job.job_id, build: build.build, claimed: true }, undefined);
    expect(await jobs.create({ ...job, ...state }, build)).toBe(true);
    return build;
  };
  const end = { error: { code: 'x', message: 'y' }, failures: 0, at: AT, expires_at: 4_000_000_000 };

  it('is retired once, only when its job has ended, and leaves its row and its lock', async () => {
    await maps.create(mapOf('ends', { owner: 'finn' }));
    const build = await made('ends', 31);
    expect(await builds.retire(build, AT)).toBe(false);
    await jobs.fail({ job_id: 'job_31', attempt: 1 }, end);
    expect(await builds.retire(build, AT)).toBe(true);
    expect(await builds.retire(build, AT)).toBe(false);
    await builds.forget(build);
    await builds.forget(build);
    expect(await builds.list('ends')).toEqual([]);
    expect(await jobs.lockedBy('ends', 'ends 31')).toBeUndefined();
    const never = await made('ends', 32);
    const nextDay = new Date(NOW.getTime() + 25 * 3600 * 1000).toISOString();
    expect(await builds.retire(never, nextDay)).toBe(true);
  });

  it('that is shown, or would be after a rollback, is not retired', async () => {
    await maps.create(mapOf('shown', { owner: 'finn' }));
    await maps.fixOrigin('shown', [0, 0]);
    const facts = { width: 1, height: 1, max_zoom: 0, format: 'webp', tiles: 1, at: AT } as const;
    const all = [];
    for (const number of [41, 42, 43]) {
      const build = await made('shown', number, { status: 'running', stage: 'publishing' });
      const from = all.at(-1)?.build;
      const move = { from, to: build.build, origin: [0, 0] as [number, number] };
      expect(await maps.publish('shown', move, facts, { job_id: build.job_id, attempt: 1 })).toBe(true);
      await builds.complete('shown', build.build, { completed_at: AT, tiles: 1, width: 1, height: 1 });
      all.push({ ...build, status: 'completed' as const });
    }
    const [first, second, third] = all as [BuildRecord, BuildRecord, BuildRecord];
    expect(await builds.retire(third, AT)).toBe(false);
    expect(await builds.retire(second, AT)).toBe(false);
    expect(await builds.retire(first, AT)).toBe(true);
    await builds.markEmptied(first);
    expect(await builds.find('shown', first.build)).toMatchObject({ removed_at: AT, emptied: true });
    const back = { from: third.build, to: second.build, previous: first.build };
    expect(await maps.rollBack('shown', back, facts)).toBe(false);
    expect(await maps.rollBack('shown', { ...back, previous: undefined }, facts)).toBe(true);
  });

  it('that was claimed and never stored is known until it is', async () => {
    await maps.create(mapOf('claimed', { owner: 'finn' }));
    await jobs.claim('claimed', 'h', { job_id: 'job_51', build: '051', claimed: true }, undefined);
    await made('claimed', 52);
    const claim = { job_id: 'job_51', build: '051', row: 'INPUTS#h' };
    expect(await jobs.claims('claimed')).toEqual([claim]);
    const stored = await jobs.lockedBy('claimed', 'claimed 52');
    await jobs.forgetClaim('claimed', { ...stored!, row: 'INPUTS#claimed 52' });
    expect(await jobs.lockedBy('claimed', 'claimed 52')).toEqual(stored);
    expect(await jobs.claim('claimed', 'claimed 52', claim, { ...stored!, claimed: true })).toBe(false);
  });

  it('that another claim took the place of is known until it is forgotten', async () => {
    await maps.create(mapOf('replaced'));
    const [old, later] = [
      { job_id: 'job_61', build: '061', claimed: true },
      { job_id: 'job_62', build: '062', claimed: true },
    ];
    await jobs.claim('replaced', 'h', old, undefined);
    expect(await jobs.claim('replaced', 'h', later, old)).toBe(true);
    expect(await jobs.claim('replaced', 'h', later, old)).toBe(false);
    expect((await jobs.claims('replaced')).map(({ build }) => build)).toEqual(['062', '061']);
    for (const claim of await jobs.claims('replaced')) {
      await jobs.forgetClaim('replaced', { ...claim, job_id: 'job_other' });
      await jobs.forgetClaim('replaced', claim);
      await jobs.forgetClaim('replaced', claim);
    }
    expect(await jobs.claims('replaced')).toEqual([]);
  });
});

describe('media', () => {
  const one = (id: string, expires_at: number): Media => ({
    ...{ id, owner: 'ada', collection: 'built', name: `${id}.png`, bytes: 1, type: 'image/png', sha256: 'aa' },
    ...{ key: `screenshots/built/${id}`, created_at: AT, expires_at },
  });

  it('are seen until they expire, and kept when used in time', async () => {
    const many = Array.from({ length: 120 }, (_, index) => one(`shot_${index}`, SECOND + 1));
    await media.put([...many, one('late', SECOND)]);
    const ids = [...many.map(({ id }) => id), 'late', 'never'];
    expect((await media.find(ids)).map(({ id }) => id).toSorted()).toEqual(many.map(({ id }) => id).toSorted());
    expect(await media.keep(['shot_0', 'late', 'never'])).toEqual(['late', 'never']);
    expect(await media.keep(['shot_0'])).toEqual([]);
    expect(await media.find(['shot_0'])).toEqual([{ ...one('shot_0', 0), expires_at: undefined }]);
    expect((await media.expired('built', SECOND)).map(({ id, key }) => [id, key])).toEqual([
      ['late', 'screenshots/built/late'],
    ]);
    expect((await media.expired('built', SECOND + 1)).map(({ id }) => id)).not.toContain('shot_0');
    expect(await table.stored('MEDIA#late', 'MEDIA')).toMatchObject({
      pending_until: { N: `${SECOND}` },
      expires_at: { N: `${SECOND + MEDIA_GRACE_SECONDS}` },
    });
    await media.remove(['shot_0']);
    expect(await media.find(['shot_0'])).toEqual([]);
    const left = [...ids.filter((id) => id !== 'shot_0' && id !== 'never')].toSorted();
    expect((await media.ofCollection('built')).toSorted()).toEqual(left);
    await media.remove(left);
    expect(await media.ofCollection('built')).toEqual([]);
  });
});

describe('shots', () => {
  it('have a row each, until they are let go', async () => {
    const shot: LocatedShot = {
      ...{ id: 'shot_a', key: 'k', name: 'a.png', row: 0, col: 0, nominal: [1, 2], position: [3, 4] },
      ...{ width: 5, height: 6, confidence: 1, reason: 'given', required_by_tiles_count: 2 },
    };
    await table.shots.put({ map_id: 'built', build: '01' }, [shot]);
    const row = await table.stored('BUILD#01', 'SHOT#shot_a');
    expect(row).toMatchObject({
      estimated_x: { N: '3' },
      required_by_tiles_count: { N: '2' },
      completed_tiles_count: { N: '0' },
    });
    await table.shots.complete({ map_id: 'built', build: '01' }, [shot]);
    expect(await table.stored('BUILD#01', 'SHOT#shot_a')).toMatchObject({ completed_tiles_count: { N: '2' } });
    await table.shots.remove('01', ['shot_a']);
    expect(await table.stored('BUILD#01', 'SHOT#shot_a')).toBeUndefined();
  });
});
