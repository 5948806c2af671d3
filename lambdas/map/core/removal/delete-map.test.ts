import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildRow, jobRow, mapRow, shotRow } from '../../keys.ts';
import type { BuildRecord } from '../../ports/jobs.ts';
import type { Rows } from '../../ports/rows.ts';
import type { Counted, DeletionRef, DeletionStep, Removed } from '../../removal-workflow.ts';
import { createJob } from '../jobs/create-job.ts';
import { failJob } from '../jobs/move-job.ts';
import { ada, buildAndPublish, newBuild, type Platform, platform, upload } from '../steps/build.fixture.ts';
import { deleteMap, deletionOf } from './delete-map.ts';
import { deletionStep } from './deletion-steps.ts';

const PLACES = [{ x: 600, y: 100 }];
const EMPTY: Omit<BuildRecord, 'map' | 'build' | 'job_id'> = {
  ...{ inputs_hash: 'h', created_at: '2026-01-01T00:00:00.000Z', shots: 1, tiles: 1 },
  status: 'completed',
  format: 'png',
};
const ben = { sub: 'ben', scopes: [] };

/** The map's own partitions; the rows of jobs, builds and shots that the platform in memory keeps are seen through them. */
function rowsOf(on: Platform): Rows {
  const partition = (pk: string): string[] => {
    const builds = [...on.builds.rows.values()];
    const jobs = [...on.jobs.rows.values()];
    const all = [
      ...[...on.maps.rows.keys()].map(mapRow),
      ...builds.map(({ map, build }) => buildRow(map, build)),
      ...jobs.map(({ job_id }) => jobRow(job_id)),
      ...builds.flatMap(({ build }) => [...on.shotRows.keys()].map((id) => shotRow(build, id))),
    ];
    return all
      .filter((row) => row.pk === pk)
      .map(({ sk }) => sk)
      .toSorted();
  };
  return {
    keys: async (pk, limit, but) =>
      partition(pk)
        .filter((sk) => sk !== but)
        .slice(0, limit),
    async remove(pk, sortKeys) {
      for (const sk of sortKeys) {
        on.jobs.rows.delete(pk.replace('JOB#', ''));
        on.builds.rows.delete(sk.replace('BUILD#', ''));
        on.shotRows.delete(sk.replace('SHOT#', ''));
      }
    },
  };
}

function deletionsInMemory() {
  const begun: DeletionRef[] = [];
  const late: DeletionRef[] = [];
  const done = new Map<string, Removed>();
  const died = new Set<string>();
  return {
    ...{ begun, late, done, died },
    start: async (ref: DeletionRef) => void begun.push(ref),
    startLate: async (ref: DeletionRef) => void late.push(ref),
    find: async (map: string) => {
      const ref = begun.find(({ map_id }) => map_id === map);
      return ref && { owner: ref.owner, ended: died.has(map) || done.has(map), removed: done.get(map) };
    },
  };
}

let on: Platform & { rows: Rows; deletions: ReturnType<typeof deletionsInMemory> };
beforeEach(async () => {
  const base = await platform();
  on = { ...base, rows: rowsOf(base), deletions: deletionsInMemory() };
});
const everything = () =>
  [on.work.objects, on.tiles.objects, on.media.rows, on.jobs.rows, on.builds.rows, on.shotRows, on.maps.rows].map(
    (all) => all.size,
  );

/** The state machine, every step of it done twice, as after a lost answer. */
async function run(ref: DeletionRef): Promise<Removed> {
  const twice = async <Answer>(input: DeletionStep) => {
    await deletionStep(input, on);
    return (await deletionStep(input, on)) as Answer;
  };
  const { builds } = await twice<{ builds: DeletionRef['builds'] }>({ step: 'stop', ref });
  const removed = { objects: 0, rows: 0 };
  for (let from: number | undefined; ; ) {
    const counted = await twice<Counted>({ step: 'count', ref, from });
    if (counted.places.length === 0) break;
    removed.objects += counted.objects;
    removed.rows += counted.rows;
    ({ from } = await twice<{ from: number }>({ step: 'remove', ref, counted }));
  }
  const all = await twice<Removed>({ step: 'finish', ref, builds: builds ?? [], removed });
  on.deletions.done.set(ref.map_id, all);
  return all;
}

describe('a deleted map', () => {
  it('is gone at once for everybody, and then all of it, counted once', async () => {
    await buildAndPublish(on, await newBuild(on, PLACES));
    await upload(on, PLACES);
    const [work, tiles, media, jobs, builds, shots] = everything() as [number, number, number, number, number, number];
    const answer = { map: on.map, status: 'deleting', objects: null, rows: null };
    expect(await deleteMap(on.map, ada, on)).toEqual(answer);
    expect(on.tiles.objects.has(`tiles/${on.map}/map.json`)).toBe(false);
    expect(await on.maps.find(on.map)).toBeUndefined();
    expect(await deletionOf(on.map, ada, on)).toEqual(answer);
    const removed = await run(on.deletions.begun[0]!);
    // With map.json, which went before; the map has two rows of its own.
    expect(removed).toEqual({ objects: work + tiles, rows: media + jobs + builds + shots + 2 });
    expect(everything()).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await deletionOf(on.map, ada, on)).toEqual({ map: on.map, status: 'deleted', ...removed });
    expect(await deleteMap(on.map, ada, on)).toMatchObject({ status: 'deleted' });
  });

  it('has its jobs stopped, and is looked at again when their last workers have ended', async () => {
    const ref = await newBuild(on, PLACES);
    await deleteMap(on.map, ada, on);
    await run(on.deletions.begun[0]!);
    expect(on.stopped.map(({ job_id }) => job_id)).toContain(ref.job_id);
    const late = on.deletions.late[0]!;
    expect(late).toMatchObject({ map_id: on.map, builds: [{ build: ref.build, job_id: ref.job_id }] });
    await on.tiles.put(`tiles/${on.map}/${ref.build}/0/0/0.png`, 'late', { contentType: 'image/png' });
    await on.work.put(`builds/${ref.build}/tiles/0_0.json`, 'late', { contentType: 'text/plain' });
    const counted = (await deletionStep({ step: 'count', ref: late }, on)) as Counted;
    expect(counted.objects).toBe(2);
    await deletionStep({ step: 'remove', ref: late, counted }, on);
    expect(await deletionStep({ step: 'count', ref: late, from: counted.next }, on)).toMatchObject({ places: [] });
    expect(everything()).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('is looked at again for the workers of a job that failed a moment ago', async () => {
    await buildAndPublish(on, await newBuild(on, PLACES));
    const ref = await newBuild(on, PLACES, { save_data_id: 'later' });
    await failJob(on.jobs, ref, { error: { code: 'x', message: 'y' } }, on.clock());
    await deleteMap(on.map, ada, on);
    await run(on.deletions.begun[0]!);
    expect(on.stopped).toEqual([]);
    expect(on.deletions.late[0]!.builds).toEqual([{ build: ref.build, job_id: ref.job_id }]);
  });

  it('with many builds has each place looked at a few times, not once a round', async () => {
    const builds = 400;
    for (let number = 1; number <= builds; number++) {
      const build = `BUILD_${String(number).padStart(4, '0')}`;
      on.builds.rows.set(build, { ...EMPTY, map: on.map, build, job_id: `job_${number}` });
      await on.work.put(`builds/${build}/plan/request.json`, '{}', { contentType: 'application/json' });
    }
    await deleteMap(on.map, ada, on);
    const [list, keys] = [vi.spyOn(on.work, 'list'), vi.spyOn(on.rows, 'keys')];
    const removed = await run(on.deletions.begun[0]!);
    expect(removed).toMatchObject({ objects: builds, rows: builds + 2 });
    // Every step is done twice here: two rounds of objects, each place before and after, and the last look at all.
    expect(list.mock.calls.length).toBeLessThan(12 * builds);
    expect(keys.mock.calls.length).toBeLessThan(2 * 12 * builds);
  });

  it('takes the request with it that a job was claimed for and never stored', async () => {
    await on.jobs.claim(on.map, 'hash', { job_id: 'job_claimed', build: 'CLAIMED', claimed: true }, undefined);
    await on.work.put('builds/CLAIMED/plan/request.json', '{}', { contentType: 'application/json' });
    await deleteMap(on.map, ada, on);
    await run(on.deletions.begun[0]!);
    expect(on.work.objects.size).toBe(0);
    expect(on.deletions.late[0]!.builds).toEqual([expect.objectContaining({ build: 'CLAIMED' })]);
  });

  it('is asked for twice at once, or again after a crash, and is deleted once', async () => {
    await buildAndPublish(on, await newBuild(on, PLACES));
    await Promise.all([deleteMap(on.map, ada, on), deleteMap(on.map, ada, on)]);
    vi.spyOn(on.deletions, 'start').mockRejectedValueOnce(new Error('no network'));
    await expect(deleteMap(on.map, ada, on)).rejects.toThrow('no network');
    expect(await deleteMap(on.map, ada, on)).toMatchObject({ status: 'deleting' });
    expect(new Set(on.deletions.begun.map(({ map_id }) => map_id))).toEqual(new Set([on.map]));
  });

  it('is deleted when a later execution did what the first one died of, though nobody counted all', async () => {
    await deleteMap(on.map, ada, on);
    on.deletions.died.add(on.map);
    expect(await deletionOf(on.map, ada, on)).toMatchObject({ status: 'deleting' });
    await on.maps.forget(on.map);
    const answer = { map: on.map, status: 'deleted', objects: null, rows: null };
    expect(await deletionOf(on.map, ada, on)).toEqual(answer);
  });

  it('takes nothing of its neighbours', async () => {
    for (const key of [`tiles/${on.map}2/map.json`, `tiles/${on.map}-a/x/map.json`]) {
      await on.tiles.put(key, '{}', { contentType: 'application/json' });
    }
    await deleteMap(on.map, ada, on);
    await run(on.deletions.begun[0]!);
    expect(on.tiles.objects.size).toBe(2);
  });

  it('takes no new job and is nobody else’s to delete', async () => {
    const request = await upload(on, PLACES);
    await expect(deleteMap(on.map, ben, on)).rejects.toMatchObject({ status: 404 });
    await expect(deletionOf(on.map, ada, on)).rejects.toMatchObject({ status: 404 });
    await deleteMap(on.map, ada, on);
    await expect(deleteMap(on.map, ben, on)).rejects.toMatchObject({ status: 404 });
    await expect(deletionOf(on.map, ben, on)).rejects.toMatchObject({ status: 404 });
    await expect(createJob(request, 'ada', on)).rejects.toMatchObject({ status: 404 });
  });
});

it('what comes after the count is not removed by it', async () => {
  const { map } = on;
  await on.work.put(`screenshots/${map}/b`, '', { contentType: 'image/png' });
  const ref = { map_id: map, owner: 'ada', builds: [] };
  const counted = (await deletionStep({ step: 'count', ref }, on)) as Counted;
  await on.work.put(`screenshots/${map}/a`, '', { contentType: 'image/png' });
  await on.work.put(`screenshots/${map}/c`, '', { contentType: 'image/png' });
  await deletionStep({ step: 'remove', ref, counted }, on);
  expect([...on.work.objects.keys()]).toEqual([`screenshots/${map}/c`]);
});
