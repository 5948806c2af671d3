import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryObjects } from '../../ports/memory-objects.ts';
import { buildAndPublish, buildTiles, NEIGHBOURS, newBuild, type Platform, platform } from '../steps/build.fixture.ts';
import { removeBelow } from './remove-objects.ts';
import { removeUnpublished } from './remove-unpublished.ts';

let on: Platform;
beforeEach(async () => {
  on = await platform();
});
const everything = () => [...on.work.objects.keys(), ...on.tiles.objects.keys(), ...on.media.rows.keys()];

describe('removeUnpublished', () => {
  it('leaves nothing of a build but what was there before it, and may be repeated', async () => {
    const before = everything();
    const ref = await newBuild(on, NEIGHBOURS);
    await buildTiles(on, ref);
    const tiles = on.tiles.objects.size;
    expect(tiles).toBeGreaterThan(0);
    const removed = await removeUnpublished(ref, on);
    expect(removed).toMatchObject({ tiles, screenshots: 2 });
    expect(everything()).toEqual(before);
    expect(on.shotRows.size).toBe(0);
    expect(await removeUnpublished(ref, on)).toEqual({ tiles: 0, files: 0, screenshots: 0 });
  });

  it('keeps the screenshots that another build uses', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    const shots = JSON.parse(Buffer.from((await on.work.get(`builds/${ref.build}/plan/request.json`))!).toString());
    const other = { ...shots, build: 'OTHER', job_id: 'job_other', shots: shots.shots.slice(0, 1) };
    await on.work.put('builds/OTHER/plan/request.json', JSON.stringify(other), { contentType: 'application/json' });
    on.builds.rows.set('OTHER', { ...on.builds.rows.get(ref.build)!, build: 'OTHER', job_id: 'job_other' });
    expect(await removeUnpublished(ref, on)).toMatchObject({ screenshots: 1 });
    expect([...on.media.rows.keys()]).toEqual([shots.shots[0].screenshot_id]);
    expect([...on.work.objects.keys()]).toContain(shots.shots[0].key);
  });

  it('takes along screenshots whose place was taken, when no attempt came to let them go', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    const key = `builds/${ref.build}/plan/request.json`;
    const request = JSON.parse(Buffer.from((await on.work.get(key))!).toString());
    const [old, ...shots] = request.shots;
    await on.work.put(key, JSON.stringify({ ...request, shots, replaced: [old] }), { contentType: 'application/json' });
    await removeUnpublished(ref, on);
    expect(everything()).toEqual([]);
  });

  it('keeps the request for a pass that comes after workers that still write', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await removeUnpublished(ref, on, { last: false });
    expect([...on.work.objects.keys()]).toEqual([`builds/${ref.build}/plan/request.json`]);
    await on.tiles.put(`tiles/${on.map}/${ref.build}/0/0/0.png`, 'late', { contentType: 'image/png' });
    expect(await removeUnpublished(ref, on)).toEqual({ tiles: 1, files: 1, screenshots: 2 });
    expect(everything()).toEqual([]);
  });

  it('can be begun again after it was interrupted', async () => {
    const ref = await newBuild(on, NEIGHBOURS);
    await buildTiles(on, ref);
    vi.spyOn(on.work, 'deleteAll').mockRejectedValueOnce(new Error('no network'));
    await expect(removeUnpublished(ref, on)).rejects.toThrow('no network');
    await removeUnpublished(ref, on);
    expect(everything()).toEqual([]);
  });

  it('does not touch a build that is or was published', async () => {
    const first = await newBuild(on, NEIGHBOURS);
    await buildAndPublish(on, first);
    for (const save_data_id of ['later', 'latest']) {
      await buildAndPublish(on, await newBuild(on, NEIGHBOURS, { save_data_id }));
    }
    const before = everything();
    for (const { build } of on.started) {
      await expect(removeUnpublished({ map_id: on.map, build }, on)).rejects.toMatchObject({ code: 'published' });
    }
    expect(everything()).toEqual(before);
  });
});

describe('removeBelow', () => {
  it('removes many objects in calls as large as the service takes, and no neighbour', async () => {
    const store = memoryObjects();
    for (let i = 0; i < 2500; i++) await store.put(`a/${i}`, '', { contentType: 'text/plain' });
    await store.put('ab', '', { contentType: 'text/plain' });
    const deleteAll = vi.spyOn(store, 'deleteAll');
    expect(await removeBelow(store, 'a/')).toBe(2500);
    expect(deleteAll.mock.calls.map(([keys]) => keys.length)).toEqual([1000, 1000, 500]);
    expect([...store.objects.keys()]).toEqual(['ab']);
  });
});
