/** Builds on top of the one that the map shows: they take over what is the same, and equal a build from nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { blockReportKey, buildPrefix, positionsKey, topReportKey } from '../../keys.ts';
import { tilesPrefix } from '../../tile-paths.ts';
import type { BlockReport, JobRef, Positions } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { createJob } from '../jobs/create-job.ts';
import { landscape } from '../tiling/world.fixture.ts';
import { ada, type Placed, type Platform, platform, upload } from './build.fixture.ts';
import { compared, repainted } from './compared-builds.fixture.ts';
import { TILES_DECODED } from './verify.ts';

/** Nine tiles in a row, in three blocks: there are levels above them. */
const ROW = Array.from({ length: 8 }, (_, i): Placed => ({ x: 500 * i, y: 0, height: 512 }));

let on: Platform;
let builds: ReturnType<typeof compared>;
beforeEach(async () => {
  on = await platform({ batch: 2 });
  builds = compared(on);
});

describe('a build of which one shot changed', () => {
  it('makes the tiles that show it, and those above them, and equals a build from nothing', async () => {
    const first = await builds.build(ROW);
    const second = await builds.build(repainted(ROW));
    expect(builds.workedOn('capture')).toEqual(['capture r0_c3']);
    // Between 1,570 and 2,070 px it is nearest: tiles 3 and 4, and what lies above: of the first block two levels, of the second two.
    expect(await builds.counted(second)).toEqual({ created: 2 + 2 + 2 + 2, copied: builds.tilesOf(second).size - 8 });
    const full = await builds.build(repainted(ROW), { full: true });
    expect(await builds.counted(full)).toEqual({ created: builds.tilesOf(full).size, copied: 0 });
    await builds.expectEqual(second, full);

    const lineage = (await builds.reportsOf(second)).flatMap((report) => Object.entries(report.lineage!));
    const made = lineage.filter(([, { made_in }]) => made_in === second.build).map(([name]) => name);
    expect(made.toSorted()).toEqual(['0/0/0', '1/0/0', '2/0/0', '2/1/0', '3/1/0', '3/2/0', '4/3/0', '4/4/0']);
    expect(new Set(lineage.map(([, { made_in }]) => made_in))).toEqual(new Set([first.build, second.build]));
  });

  it('makes those tiles alone that show the part of its picture which changed', async () => {
    await builds.build(ROW);
    const part = landscape({ x: 1500, y: 0, width: 640, height: 512 });
    // In map px from 1,600 on: in tile 3, and tile 4 shows the picture from 2,048 on.
    part.data.fill(0, 3 * 100, 3 * 120);
    const changed = ROW.map((place, i): Placed => (i === 3 ? { ...place, pixels: part } : place));
    const second = await builds.build(changed);
    expect(await builds.counted(second)).toMatchObject({ created: 1 + 4 });
    await builds.expectEqual(second, await builds.build(changed, { full: true }));
  });

  it('is proved by samples of what is new alone: a copy has the mark of what was stored', async () => {
    const read: string[] = [];
    const { get } = on.tiles;
    on.tiles.get = async (key) => {
      if (!key.endsWith('.json')) read.push(key);
      return get(key);
    };
    const all = builds.tilesOf(await builds.build(ROW)).size;
    expect(read).toHaveLength(Math.ceil(all / Math.ceil(all / TILES_DECODED)));
    read.length = 0;
    const second = await builds.build(repainted(ROW));
    const made = (await builds.reportsOf(second)).flatMap(({ lineage }) =>
      Object.entries(lineage!).flatMap(([name, { made_in }]) => (made_in === second.build ? [name] : [])),
    );
    expect(read).toHaveLength(Math.ceil(made.length / Math.ceil(all / TILES_DECODED)));
    expect(read.every((key) => made.some((name) => key.includes(`/${second.build}/${name}.`)))).toBe(true);
  });

  it('remembers who made a tile over several builds', async () => {
    const first = await builds.build(ROW);
    await builds.build(repainted(ROW));
    const third = await builds.build(repainted(repainted(ROW), 7));
    const [block] = await builds.reportsOf(third);
    expect(block!.lineage!['4/0/0']?.made_in).toBe(first.build);
  });

  it('is made of nothing new when the same files were uploaded again', async () => {
    const first = await builds.build(ROW);
    const second = await builds.build(ROW, { save_data_id: 'again' });
    expect(on.worked.filter((item) => !item.startsWith('cleanup') && !item.startsWith('tile'))).toEqual([]);
    expect(await builds.counted(second)).toEqual({ created: 0, copied: builds.tilesOf(first).size });
    await builds.expectEqual(second, first);
  });

  it('keeps its tiles when the world grows by a level, one farther down', async () => {
    const first = await builds.build(ROW);
    const more = Array.from({ length: 18 }, (_, i): Placed => ({ x: 500 * i, y: 0, height: 512 }));
    const grown = await builds.build(more);
    expect((await builds.positionsOf(grown)).max_zoom).toBe((await builds.positionsOf(first)).max_zoom + 1);
    expect((await builds.counted(grown)).copied).toBeGreaterThan(8);
    await builds.expectEqual(grown, await builds.build(more, { full: true }));
    const shrunk = await builds.build(ROW, { save_data_id: 'small again' });
    expect((await builds.counted(shrunk)).copied).toBeGreaterThan(8);
    await builds.expectEqual(shrunk, first);
  });

  it('takes nothing over in another format or quality', async () => {
    await builds.build(ROW);
    expect(await builds.counted(await builds.build(ROW, { quality: 70 }))).toMatchObject({ copied: 0 });
    expect(await builds.counted(await builds.build(ROW, { format: 'png' }))).toMatchObject({ copied: 0 });
  });
});

describe('a base that is not what it was', () => {
  const second = async (spoil: (base: JobRef) => Promise<unknown>) => {
    const base = await builds.build(ROW);
    await spoil(base);
    const ref = await builds.build(repainted(ROW));
    await builds.expectEqual(ref, await builds.build(repainted(ROW), { full: true }));
    return builds.counted(ref);
  };
  const removeBelow = async (store: Platform['work'], prefix: string) => {
    for (const key of [...store.objects.keys()]) if (key.startsWith(prefix)) store.objects.delete(key);
  };

  it('is made anew where its tiles are gone', async () => {
    const made = await second((base) => removeBelow(on.tiles, `${tilesPrefix(base.map_id, base.build)}4/`));
    expect(made.created).toBe(8 + 7);
  });

  it('is made anew when everything of it is gone', async () => {
    const made = await second(async (base) => {
      await removeBelow(on.tiles, tilesPrefix(base.map_id, base.build));
      const shots = await readJson<Positions>(on.work, positionsKey(base.build));
      await removeBelow(on.work, buildPrefix(base.build));
      // What the map shows of its places is asked by others, too.
      await writeJson(on.work, positionsKey(base.build), shots);
    });
    expect(made.copied).toBe(0);
  });

  it('is not taken over when its positions are damaged, and fails no build on top of it', async () => {
    const made = await second(({ build }) =>
      on.work.put(positionsKey(build), '{"origin": [0,', { contentType: 'application/json' }),
    );
    expect(made.copied).toBe(0);
  });

  it('is made anew where its reports are of before, damaged, or their tops are gone', async () => {
    const made = await second(async ({ build }) => {
      const { lineage: _, ...before } = await readJson<BlockReport>(on.work, blockReportKey(build, '0_0'));
      await writeJson(on.work, blockReportKey(build, '0_0'), before);
      await on.work.put(topReportKey(build), '{"block', { contentType: 'application/json' });
      on.work.objects.delete(`builds/${build}/tops/2_0.png`);
    });
    // All of the first block and above; of the second what shows the shot; of the last nothing but its top, which is no tile.
    expect(made).toEqual({ created: 7 + 3 + 3, copied: 4 + 3 });
  });
});

describe('asked to be full', () => {
  it('is built though the same inputs are shown, unless what is shown was built so', async () => {
    await builds.build(ROW);
    const request = await upload(on, repainted(ROW), { format: 'webp' });
    await createJob(request, ada.sub, on);
    await builds.run(on.started.at(-1)!);
    expect(await createJob(request, ada.sub, on)).toMatchObject({ unchanged: true });
    expect(await createJob({ ...request, full: true }, ada.sub, on)).toMatchObject({ unchanged: false });
    await builds.run(on.started.at(-1)!);
    expect(await createJob({ ...request, full: true }, ada.sub, on)).toMatchObject({ unchanged: true });
  });

  it.each([false, true])(
    'while the same inputs are built the other way (full: %s), that job is answered, and which way it is',
    async (full) => {
      const { build } = await builds.build(ROW);
      const request = await upload(on, repainted(ROW), { format: 'webp' });
      const base = full ? null : build;
      const first = await createJob({ ...request, full }, ada.sub, on);
      expect(first).toMatchObject({ unchanged: false, base });
      const { job_id } = first;
      expect(await createJob({ ...request, full: !full }, ada.sub, on)).toMatchObject({
        job_id,
        unchanged: false,
        base,
      });
      await builds.run(on.started.at(-1)!);
      expect(await createJob(request, ada.sub, on)).toMatchObject({ job_id, unchanged: true, base });
    },
  );
});
