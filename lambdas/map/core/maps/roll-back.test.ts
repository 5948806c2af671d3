import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobRef } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { ada, buildAndPublish, buildTiles, newBuild, type Platform, platform } from '../steps/build.fixture.ts';
import { publish } from '../steps/publish.ts';
import { rollBack } from './roll-back.ts';

const PLACES = [{ x: 0, y: 0 }];
let on: Platform;
let first: JobRef;
let second: JobRef;
beforeEach(async () => {
  on = await platform();
  first = await newBuild(on, PLACES);
  await buildAndPublish(on, first);
  second = await newBuild(on, [{ x: 0, y: 0, width: 1300 }]);
  await buildAndPublish(on, second);
});

const row = () => on.maps.rows.get(on.map)!;
const mapJson = () =>
  readJson<{ build: string; previous: string | null; width: number }>(on.tiles, `tiles/${on.map}/map.json`);
const back = (from: JobRef, to?: JobRef) => rollBack(on.map, { from: from.build, to: to?.build }, ada, on);

describe('rollBack', () => {
  it('shows the build before, with its own size, and map.json follows', async () => {
    expect(await mapJson()).toMatchObject({ build: second.build, previous: first.build, width: 1300 });
    const answer = { map: on.map, from: second.build, published_build: first.build, previous_build: null };
    expect(await back(second)).toEqual(answer);
    expect(row()).toMatchObject({ published_build: first.build, width: 640 });
    expect(await mapJson()).toMatchObject({ build: first.build, previous: null, width: 640 });
  });

  it('repeated gives the same, also after a crash between pointer and map.json', async () => {
    vi.spyOn(on.tiles, 'put').mockRejectedValueOnce(new Error('no network'));
    await expect(back(second)).rejects.toThrow('no network');
    expect(await mapJson()).toMatchObject({ build: second.build });
    expect(await back(second)).toMatchObject({ published_build: first.build });
    expect(await back(second)).toMatchObject({ published_build: first.build });
    expect(await mapJson()).toMatchObject({ build: first.build });
  });

  it('goes back step by step, and forward again to a build that is kept', async () => {
    const third = await newBuild(on, PLACES, { save_data_id: 'third' });
    await buildAndPublish(on, third);
    expect(await back(third)).toMatchObject({ published_build: second.build, previous_build: first.build });
    expect(await back(second)).toMatchObject({ published_build: first.build, previous_build: null });
    expect(await back(first, third)).toMatchObject({ published_build: third.build, previous_build: second.build });
    expect(await mapJson()).toMatchObject({ build: third.build, previous: second.build });
  });

  it('names as previous what is still kept', async () => {
    on.builds.rows.set(first.build, { ...on.builds.rows.get(first.build)!, removed_at: '2026-01-01T00:00:00.000Z' });
    const third = await newBuild(on, PLACES, { save_data_id: 'third' });
    await buildAndPublish(on, third);
    expect(await back(third)).toMatchObject({ published_build: second.build, previous_build: null });
    expect(await back(second, third)).toMatchObject({ published_build: third.build, previous_build: second.build });
  });

  it('is refused when nothing was shown before, or its tiles are gone', async () => {
    await back(second);
    await expect(back(first)).rejects.toMatchObject({ status: 409, code: 'no_earlier_build' });
    on.builds.rows.set(second.build, { ...on.builds.rows.get(second.build)!, removed_at: '2026-01-01T00:00:00.000Z' });
    await expect(back(first, second)).rejects.toMatchObject({ status: 409, code: 'build_removed' });
  });

  it('is refused when a newer build was published meanwhile, also in the last moment', async () => {
    const third = await newBuild(on, PLACES, { save_data_id: 'third' });
    await buildTiles(on, third);
    const { rollBack: move } = on.maps;
    vi.spyOn(on.maps, 'rollBack').mockImplementationOnce(async (...arguments_) => {
      await publish(third, on);
      return move(...arguments_);
    });
    const refused = { status: 409, code: 'published_meanwhile', message: expect.stringContaining(third.build) };
    await expect(back(second)).rejects.toMatchObject(refused);
    await expect(back(second)).rejects.toMatchObject(refused);
    expect(await mapJson()).toMatchObject({ build: third.build });
  });

  it('two at once go back once', async () => {
    const third = await newBuild(on, PLACES, { save_data_id: 'third' });
    await buildAndPublish(on, third);
    const both = await Promise.all([back(third), back(third)]);
    expect(both.map(({ published_build }) => published_build)).toEqual([second.build, second.build]);
  });

  it('stays when the publishing that it undid crashed and is repeated', async () => {
    const third = await newBuild(on, PLACES, { save_data_id: 'third' });
    await buildTiles(on, third);
    vi.spyOn(on.builds, 'complete').mockRejectedValueOnce(new Error('no network'));
    await expect(publish(third, on)).rejects.toThrow('no network');
    await back(third);
    await publish(third, on);
    expect(await mapJson()).toMatchObject({ build: second.build });
  });

  it('is for the owner, and of builds that the map has', async () => {
    const ben = { sub: 'ben', scopes: [] };
    await expect(rollBack(on.map, { from: second.build }, ben, on)).rejects.toMatchObject({ status: 404 });
    await expect(rollBack('no-map', { from: second.build }, ada, on)).rejects.toMatchObject({ status: 404 });
    const unknown = { ...second, build: '01AAAAAAAAAAAAAAAAAAAA9999' };
    await expect(back(unknown)).rejects.toMatchObject({ status: 404 });
    await expect(back(second, unknown)).rejects.toMatchObject({ status: 404 });
  });
});
