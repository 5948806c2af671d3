import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LAST_WRITE_SECONDS, PENDING_MEDIA_SECONDS, UNPUBLISHED_KEPT_SECONDS } from '../../../../lib/limits.ts';
import type { Deletions } from '../../ports/deletions.ts';
import type { JobRef } from '../../workflow.ts';
import { createJob } from '../jobs/create-job.ts';
import { failJob } from '../jobs/move-job.ts';
import { createMap } from '../maps/create-map.ts';
import { rollBack } from '../maps/roll-back.ts';
import { ada, buildAndPublish, buildTiles, newBuild, type Platform, platform, upload } from '../steps/build.fixture.ts';
import { tidy } from './tidy.ts';

const PLACES = [{ x: 600, y: 100 }];
const DAY = 24 * 3600;
const deletions = {
  start: vi.fn<Deletions['start']>(),
  startLate: vi.fn<Deletions['startLate']>(),
  find: vi.fn<Deletions['find']>(),
};
let on: Platform & { deletions: typeof deletions };
let later = 0;
beforeEach(async () => {
  const base = await platform();
  later = 0;
  const clock = () => new Date(base.clock().getTime() + later * 1000);
  deletions.start.mockReset();
  failed.mockReset();
  on = { ...base, clock, deletions };
});

const tilesOf = ({ build }: JobRef) => [...on.tiles.objects.keys()].filter((key) => key.includes(build)).length;
const filesOf = ({ build }: JobRef) => [...on.work.objects.keys()].filter((key) => key.includes(build)).length;
const screenshots = () => [...on.work.objects.keys()].filter((key) => key.startsWith('screenshots/')).length;
const failed = vi.fn<(map: string, error: unknown) => void>();
const run = () => tidy({ next: null }, on, failed);
const told = (message: string) =>
  expect(failed).toHaveBeenCalledExactlyOnceWith(on.map, expect.objectContaining({ message }));

async function published(save_data_id: string): Promise<JobRef> {
  const ref = await newBuild(on, PLACES, { save_data_id });
  await buildAndPublish(on, ref);
  return ref;
}

describe('builds that newer ones took the place of', () => {
  it('lose their tiles, files and screenshots; the last two stay, and the list remembers all', async () => {
    const [first, second, third] = [await published('1'), await published('2'), await published('3')];
    expect(await run()).toMatchObject({ maps: 1, builds: 1, next: null });
    expect([first, second, third].map((ref) => [tilesOf(ref) > 0, filesOf(ref) > 0])).toEqual([
      [false, false],
      [true, true],
      [true, true],
    ]);
    expect(screenshots()).toBe(2);
    expect(on.builds.rows.get(first.build)).toMatchObject({ status: 'completed', emptied: true });
    expect(await run()).toMatchObject({ builds: 0, objects: 0, uploads: 0 });
  });

  it('may be shown again as long as they are newer than the published one, and not after', async () => {
    const [first, second] = [await published('1'), await published('2')];
    await rollBack(on.map, { from: second.build }, ada, on);
    await run();
    expect(tilesOf(second)).toBeGreaterThan(0);
    await published('3');
    await run();
    expect([tilesOf(first) > 0, tilesOf(second)]).toEqual([true, 0]);
  });

  it('are not removed when a rollback came in between', async () => {
    const [first, second] = [await published('1'), await published('2')];
    const third = await published('3');
    const { retire } = on.builds;
    vi.spyOn(on.builds, 'retire').mockImplementationOnce(async (build, at) => {
      await rollBack(on.map, { from: third.build }, ada, on);
      await rollBack(on.map, { from: second.build }, ada, on);
      return retire(build, at);
    });
    expect(await run()).toMatchObject({ builds: 0 });
    expect(on.maps.rows.get(on.map)!.published_build).toBe(first.build);
    expect(tilesOf(first)).toBeGreaterThan(0);
  });

  it('are removed the next day when the removal was interrupted, and cannot be shown in between', async () => {
    const [first, second] = [await published('1'), await published('2')];
    await published('3');
    vi.spyOn(on.tiles, 'deleteAll').mockRejectedValueOnce(new Error('no network'));
    expect(await run()).toMatchObject({ failures: 1 });
    told('no network');
    expect(tilesOf(first)).toBeGreaterThan(0);
    const back = rollBack(on.map, { from: second.build, to: first.build }, ada, on);
    await expect(back).rejects.toMatchObject({ status: 409 });
    expect(await run()).toMatchObject({ builds: 1 });
    expect(tilesOf(first)).toBe(0);
  });

  it('keep the screenshots that a build which stays was made of, too', async () => {
    await published('1');
    const { shots } = JSON.parse(
      Buffer.from((await on.work.get(`builds/${on.started.at(-1)!.build}/plan/request.json`))!).toString(),
    );
    await published('2');
    const again = await newBuild(on, PLACES, { save_data_id: '3' });
    const key = `builds/${again.build}/plan/request.json`;
    const request = JSON.parse(Buffer.from((await on.work.get(key))!).toString());
    await on.work.put(key, JSON.stringify({ ...request, shots }), { contentType: 'application/json' });
    await buildAndPublish(on, again);
    await run();
    expect(on.work.objects.has(shots[0].key)).toBe(true);
    expect(on.media.rows.has(shots[0].screenshot_id)).toBe(true);
  });
});

describe('what an unpublished build left', () => {
  it('stays a week for another attempt, then all of it goes, its row too', async () => {
    await published('1');
    const before = screenshots();
    const failed = await newBuild(on, PLACES, { save_data_id: '2' });
    await buildTiles(on, failed);
    const { job_id } = failed;
    await failJob(on.jobs, failed, { error: { code: 'x', message: 'y' } }, on.clock());
    later = UNPUBLISHED_KEPT_SECONDS - 60;
    await run();
    expect([tilesOf(failed) > 0, screenshots()]).toEqual([true, before + 1]);
    later = UNPUBLISHED_KEPT_SECONDS + 60;
    expect(await run()).toMatchObject({ builds: 1 });
    expect([tilesOf(failed), filesOf(failed), screenshots()]).toEqual([0, 0, before]);
    expect(on.builds.rows.has(failed.build)).toBe(false);
    expect(on.jobs.rows.get(job_id)).toMatchObject({ status: 'failed' });
  });

  it('is not touched while its job runs, however long', async () => {
    const running = await newBuild(on, PLACES);
    await buildTiles(on, running);
    later = 100 * DAY;
    expect(await run()).toMatchObject({ builds: 0 });
    expect(tilesOf(running)).toBeGreaterThan(0);
  });
});

describe('uploads that no job used', () => {
  it('go after a day, objects and rows', async () => {
    const used = await published('1');
    await upload(on, PLACES);
    later = PENDING_MEDIA_SECONDS - 60;
    expect(await run()).toMatchObject({ uploads: 0 });
    later = PENDING_MEDIA_SECONDS + 60;
    expect(await run()).toMatchObject({ uploads: 1 });
    expect([screenshots(), on.media.rows.size]).toEqual([1, 1]);
    expect(tilesOf(used)).toBeGreaterThan(0);
  });

  it('are found again when only the object went', async () => {
    await upload(on, PLACES);
    later = PENDING_MEDIA_SECONDS + 60;
    vi.spyOn(on.media, 'remove').mockRejectedValueOnce(new Error('no network'));
    expect(await run()).toMatchObject({ uploads: 0, failures: 1 });
    told('no network');
    expect(await run()).toMatchObject({ uploads: 1, failures: 0 });
    expect(on.media.rows.size).toBe(0);
  });
});

it('a request that never became a job goes after a day and what was under way, its claim too', async () => {
  const request = await upload(on, PLACES);
  vi.spyOn(on.jobs, 'create').mockRejectedValueOnce(new Error('killed'));
  await expect(createJob(request, 'ada', on)).rejects.toThrow('killed');
  const { build } = (await on.jobs.claims(on.map))[0]!;
  const stored = () => [...on.work.objects.keys()].filter((key) => key.startsWith(`builds/${build}/`)).length;
  later = PENDING_MEDIA_SECONDS;
  await run();
  expect(stored()).toBe(1);
  later = PENDING_MEDIA_SECONDS + LAST_WRITE_SECONDS + 60;
  expect(await run()).toMatchObject({ objects: 1 });
  expect([stored(), await on.jobs.claims(on.map)]).toEqual([0, []]);
});

it('a map that cannot be tidied is counted, and does not stop those behind it, nor a deletion that does not start', async () => {
  await upload(on, PLACES);
  const { map: another } = (await createMap({ name: 'Another' }, ada.sub, on)).map;
  await on.media.put([{ ...[...on.media.rows.values()][0]!, id: 'shot_another', collection: another }]);
  await on.maps.create({ ...on.maps.rows.get(another)!, map: 'going', name: 'Going' });
  await on.maps.beginDeletion(on.maps.rows.get('going')!, on.clock().toISOString());
  later = PENDING_MEDIA_SECONDS + DAY;
  on.deletions.start.mockRejectedValueOnce(new Error('no machine'));
  vi.spyOn(on.work, 'deleteAll').mockRejectedValueOnce(new Error('not allowed'));
  const round = await tidy({ next: null, failures: 1 }, on, failed);
  expect(round).toMatchObject({ maps: 2, uploads: 1, failures: 3, next: null });
  expect(failed.mock.calls.map(([map]) => map)).toEqual(['going', expect.stringMatching(/^(city|another)-/)]);
});

it('builds that are history are not read again', async () => {
  for (const number of ['1', '2', '3']) await published(number);
  await run();
  await published('4');
  const get = vi.spyOn(on.work, 'get');
  await run();
  const [first] = [...on.builds.rows.values()].filter(({ emptied }) => emptied);
  expect(get.mock.calls.filter(([key]) => key.includes(first!.build))).toEqual([]);
});

it('a deletion that has not ended after a day is begun again, once a day', async () => {
  const map = on.maps.rows.get(on.map)!;
  await on.maps.beginDeletion(map, on.clock().toISOString());
  later = DAY - 60;
  await run();
  expect(on.deletions.start).not.toHaveBeenCalled();
  later = DAY + 60;
  await run();
  const again = Math.floor(on.clock().getTime() / 1000 / DAY);
  expect(on.deletions.start).toHaveBeenCalledExactlyOnceWith({ map_id: on.map, owner: 'ada', again });
});
