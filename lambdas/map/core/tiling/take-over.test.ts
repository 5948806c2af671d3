/** Tiles that a batch copies from the base, where S3 does not do its part, or the base is not what it was. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { blockReportKey, topReportKey } from '../../keys.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import type { BlockReport, TileBatch } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { COPIES_AT_ONCE } from './copy-rate.ts';
import { tileName } from './pyramid.ts';
import { newReport } from './store-tile.ts';
import { makeCopies, takeOver } from './take-over.ts';
import { tileBatch } from './tile-batch.ts';
import { makeTop } from './top.ts';
import { job, landscape, worldOf } from './world.fixture.ts';

/** Two blocks in a row, eight tiles and what lies below them in each. */
const SHOTS = [0, 1000, 2000, 3000].map((x, i) => ({ id: `s${i}`, x, y: 0, width: 1096, height: 700 }));

type Ground = Awaited<ReturnType<typeof worldOf>>;
/** With the base in it: made once, each test gets a copy. */
let ground: Ground;
let world: Ground;
beforeAll(async () => {
  ground = await worldOf(SHOTS);
  world = ground;
  await tileBatch(batchOf('b'), ground.ports);
});
beforeEach(() => {
  const { work, tiles } = ground.ports;
  world = { ...ground, ports: { ...ground.ports, work: copyOf(work), tiles: copyOf(tiles) } };
});

function copyOf({ objects }: ReturnType<typeof memoryObjects>) {
  const copy = memoryObjects();
  for (const [key, object] of objects) copy.objects.set(key, object);
  return copy;
}

const batchOf = (build: string, more: Partial<TileBatch> = {}): TileBatch => ({
  ...{ ...job, build, stage: 'tile', items: world.blocks },
  settings: {
    ...world.settings,
    ...(build !== 'b' && { base: { build: 'b', max_zoom: world.settings.max_zoom, copies_a_second: 1e6 } }),
  },
  ...more,
});
const tilesOf = (build: string) =>
  [...world.ports.tiles.objects.keys()].flatMap((key) => key.split(`tiles/m/${build}/`).slice(1)).toSorted();

describe('copies of a batch', () => {
  it('share one bound over all its blocks', async () => {
    let [under, most] = [0, 0];
    const copy = async () => {
      most = Math.max(most, ++under);
      await new Promise(setImmediate);
      under--;
      return true;
    };
    const all = Array.from({ length: 16 }, (_, block) => {
      const wanted = Array.from({ length: 4 }, (_, y) => ({ tile: { z: 5, x: block, y }, inputs: `${block} ${y}` }));
      const names = wanted.map(({ tile }) => tileName(tile));
      const lineage = Object.fromEntries(wanted.map(({ inputs }, i) => [names[i]!, { inputs, made_in: 'b' }]));
      return {
        wanted,
        ofBase: { ...newReport(`${block}`, ''), stored: names, lineage },
        report: newReport(`${block}`, ''),
      };
    });
    const { settings } = batchOf('c');
    const base = { build: 'b', max_zoom: 5, copies_a_second: 1e6 };
    const asked = { ...job, settings: { ...settings, max_zoom: 5, base } };
    await makeCopies(asked, takeOver(asked, all), { copy, stat: async () => undefined });
    expect(most).toBe(COPIES_AT_ONCE);
    expect(all.map(({ report }) => report.stored.length)).toEqual(all.map(() => 4));
  });

  it('keep to the rate of their worker', async () => {
    const { tiles } = world.ports;
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    try {
      let copied = 0;
      const copy: typeof tiles.copy = (...keys) => {
        copied++;
        return tiles.copy(...keys);
      };
      const { base, ...settings } = batchOf('c').settings;
      const slow = batchOf('c', { settings: { ...settings, base: { ...base!, copies_a_second: 10 } } });
      const all = tileBatch(slow, { ...world.ports, tiles: { ...tiles, copy } });
      while (copied === 0) await new Promise(setImmediate);
      await vi.advanceTimersByTimeAsync(499);
      expect(copied).toBe(5);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await all).toMatchObject({ failed: 0, tiles_created: 0, tiles_copied: copied });
      expect(tilesOf('c')).toEqual(tilesOf('b'));
    } finally {
      vi.useRealTimers();
    }
  });

  it('are refused in the middle: the whole batch is asked for again, and goes on where it was', async () => {
    const { tiles } = world.ports;
    let copied = 0;
    const refused: typeof tiles.copy = async (...keys) => {
      if (copied >= 7) throw Object.assign(new Error('Please reduce your request rate.'), { name: 'SlowDown' });
      copied++;
      return tiles.copy(...keys);
    };
    await expect(tileBatch(batchOf('c'), { ...world.ports, tiles: { ...tiles, copy: refused } })).rejects.toThrow(
      'reduce your request rate',
    );
    expect(copied).toBe(7);
    const copy: typeof tiles.copy = (...keys) => {
      copied++;
      return tiles.copy(...keys);
    };
    const again = await tileBatch(batchOf('c', { repeat: 1 }), { ...world.ports, tiles: { ...tiles, copy } });
    expect(copied).toBe(tilesOf('b').length);
    expect(again).toMatchObject({ failed: 0, tiles_created: 0, tiles_copied: copied });
    expect(tilesOf('c')).toEqual(tilesOf('b'));
  });

  it('whose source cannot be read are made anew, to the last byte', async () => {
    const { tiles } = world.ports;
    const bad = ['tiles/m/b/3/4/0.png', 'tiles/m/b/2/0/0.png', 'tiles/m/b/1/1/0.png'];
    const copy: typeof tiles.copy = async (from, to) => {
      if (bad.includes(from))
        throw new TesseraError(UNREADABLE_OBJECT, 503, `${from} cannot be read.`, { retry: true });
      return tiles.copy(from, to);
    };
    const result = await tileBatch(batchOf('c'), { ...world.ports, tiles: { ...tiles, copy } });
    expect(result).toMatchObject({ failed: 0, tiles_created: 3, tiles_copied: tilesOf('b').length - 3 });
    for (const name of tilesOf('b')) {
      const [before, now] = ['b', 'c'].map((build) => tiles.objects.get(`tiles/m/${build}/${name}`)!.body);
      expect(Buffer.compare(before!, now!), name).toBe(0);
    }
  });

  it('that are not what the base once stored are made anew, to the last byte', async () => {
    const { tiles } = world.ports;
    const names = tilesOf('b');
    const before = new Map(names.map((name) => [name, tiles.objects.get(`tiles/m/b/${name}`)!]));
    const [other, ...rest] = ['3/4/0.png', '2/0/0.png', '1/1/0.png'];
    for (const bad of rest) tiles.objects.set(`tiles/m/b/${bad}`, before.get(other!)!);
    const result = await tileBatch(batchOf('c'), world.ports);
    expect(result).toMatchObject({ failed: 0, tiles_created: rest.length, tiles_copied: names.length - rest.length });
    for (const [name, { body }] of before)
      expect(Buffer.compare(body, tiles.objects.get(`tiles/m/c/${name}`)!.body), name).toBe(0);
  });

  it('fail their own block alone when they are not allowed', async () => {
    const { tiles } = world.ports;
    const copy: typeof tiles.copy = async (from, to) => {
      if (from.endsWith('/4/0.png')) throw Object.assign(new Error('Access Denied'), { code: 'AccessDenied' });
      return tiles.copy(from, to);
    };
    const { outcomes } = await tileBatch(batchOf('c'), { ...world.ports, tiles: { ...tiles, copy } });
    expect(outcomes).toMatchObject([
      { item: '0_0', ok: true },
      { item: '1_0', ok: false, code: 'AccessDenied', message: 'Access Denied' },
    ]);
  });
});

describe('a damaged lossless top of the base', () => {
  const damage = (build: string, block: string) =>
    world.ports.work.put(`builds/${build}/tops/${block}.png`, 'no picture', { contentType: 'image/png' });

  /** As builds were before the mark of a top was noted. */
  const unmarked = async (build: string) => {
    for (const { id } of world.blocks) {
      const key = blockReportKey(build, id);
      const { top_mark: _, ...report } = await readJson<BlockReport>(world.ports.work, key);
      await writeJson(world.ports.work, key, report);
    }
  };

  const unreadable = (file: string) => {
    const { work } = world.ports;
    const { get } = work;
    work.get = async (key) => {
      if (key !== file) return get(key);
      throw new TesseraError(UNREADABLE_OBJECT, 503, `${key} cannot be read.`, { retry: true });
    };
  };

  it.each([
    ['no picture', (build: string) => unmarked(build).then(() => damage(build, '0_0'))],
    [
      'another picture',
      async (build: string) => {
        const { pictures, work } = world.ports;
        const other = await pictures.encodeLossless(landscape({ x: 333, y: 777, width: 512, height: 512 }));
        await work.put(`builds/${build}/tops/0_0.png`, other, { contentType: 'image/png' });
      },
    ],
  ])('of a block that changed in part is not used: the block is painted whole: %s', async (_, harm) => {
    await harm('b');
    const [first, second] = world.blocks;
    const changed = { ...first!, inputs: first!.inputs.map((inputs, i) => (i === 0 ? 'another' : inputs)) };
    const result = await tileBatch(batchOf('c', { items: [changed, second!] }), world.ports);
    expect(result).toMatchObject({ failed: 0, tiles_created: 3, tiles_copied: tilesOf('b').length - 3 });
    for (const name of tilesOf('b')) {
      const [before, now] = ['b', 'c'].map((build) => world.ports.tiles.objects.get(`tiles/m/${build}/${name}`)!.body);
      expect(Buffer.compare(before!, now!), name).toBe(0);
    }
  });

  it.each([
    ['another than was stored', (build: string) => damage(build, '1_0')],
    [
      'no picture, where nobody noted what was stored',
      (build: string) => unmarked(build).then(() => damage(build, '1_0')),
    ],
    [
      'unreadable below S3, where nobody noted what was stored',
      (build: string) => unmarked(build).then(() => unreadable(`builds/${build}/tops/1_0.png`)),
    ],
  ])('of a block that is the same is found before it is copied, and made anew: %s', async (_, harm) => {
    await makeTop({ ...job, settings: world.settings }, world.ports);
    const before = world.ports.tiles.objects.get('tiles/m/b/0/0/0.png')!.body;
    await world.ports.work.delete(topReportKey('b'));
    await harm('b');
    const batch = batchOf('c');
    const result = await tileBatch(batch, world.ports);
    expect(result).toMatchObject({ failed: 0, tiles_created: 0, tiles_copied: tilesOf('c').length });
    await makeTop({ ...job, build: 'c', settings: batch.settings }, world.ports);
    expect(Buffer.compare(before, world.ports.tiles.objects.get('tiles/m/c/0/0/0.png')!.body)).toBe(0);
  });

  it('is not read where it is the one that was stored', async () => {
    const read = vi.spyOn(world.ports.work, 'get');
    await tileBatch(batchOf('c'), world.ports);
    await tileBatch(
      { ...batchOf('d'), settings: { ...batchOf('d').settings, base: { ...batchOf('c').settings.base!, build: 'c' } } },
      world.ports,
    );
    expect(read.mock.calls.filter(([key]) => key.includes('/tops/'))).toEqual([]);
    const { top, top_mark } = await readJson<BlockReport>(world.ports.work, blockReportKey('d', '1_0'));
    const before = await readJson<BlockReport>(world.ports.work, blockReportKey('b', '1_0'));
    expect([top, top_mark]).toEqual(['builds/d/tops/1_0.png', before.top_mark]);
    expect(top_mark).toBeDefined();
  });

  it.each([
    ['overwritten', (build: string) => damage(build, '1_0')],
    ['no picture, where nobody noted what it was', (build: string) => unmarked(build).then(() => damage(build, '1_0'))],
    ['gone', (build: string) => world.ports.work.delete(`builds/${build}/tops/1_0.png`)],
    ['unreadable', async (build: string) => unreadable(`builds/${build}/tops/1_0.png`)],
  ])('that breaks after it was copied is named, and its block is of nothing any more: %s', async (_, harm) => {
    const batch = batchOf('c');
    await tileBatch(batch, world.ports);
    await harm('c');
    await expect(makeTop({ ...job, build: 'c', settings: batch.settings }, world.ports)).rejects.toMatchObject({
      code: 'damaged_block',
      message: expect.stringMatching(/builds\/c\/tops\/1_0\.png of block 1_0 is damaged .*redrive JOB/),
    });
    const reports = await Promise.all(
      ['b', 'c'].flatMap((build) =>
        ['0_0', '1_0'].map((id) => readJson<BlockReport>(world.ports.work, blockReportKey(build, id))),
      ),
    );
    const [first, second, sameAsFirst, anew] = reports;
    expect(sameAsFirst!.inputs).toBe(first!.inputs);
    expect(second!.inputs).not.toBe('');
    expect(anew!.inputs).toBe('');
  });
});
