/** Tiles that a batch copies from the base, where S3 does not do its part, or the base is not what it was. */
import { describe, expect, it, vi } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import { basedWorld } from './based-world.fixture.ts';
import { COPIES_AT_ONCE } from './copy-rate.ts';
import { tileName } from './pyramid.ts';
import { newReport } from './store-tile.ts';
import { makeCopies, takeOver } from './take-over.ts';
import { tileBatch } from './tile-batch.ts';
import { job } from './world.fixture.ts';

const based = basedWorld();
const { batchOf, tilesOf } = based;

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
    const { tiles } = based.on.ports;
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    try {
      let copied = 0;
      const copy: typeof tiles.copy = (...keys) => {
        copied++;
        return tiles.copy(...keys);
      };
      const { base, ...settings } = batchOf('c').settings;
      const slow = batchOf('c', { settings: { ...settings, base: { ...base!, copies_a_second: 10 } } });
      const all = tileBatch(slow, { ...based.on.ports, tiles: { ...tiles, copy } });
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
    const { tiles } = based.on.ports;
    let copied = 0;
    const refused: typeof tiles.copy = async (...keys) => {
      if (copied >= 7) throw Object.assign(new Error('Please reduce your request rate.'), { name: 'SlowDown' });
      copied++;
      return tiles.copy(...keys);
    };
    await expect(tileBatch(batchOf('c'), { ...based.on.ports, tiles: { ...tiles, copy: refused } })).rejects.toThrow(
      'reduce your request rate',
    );
    expect(copied).toBe(7);
    const copy: typeof tiles.copy = (...keys) => {
      copied++;
      return tiles.copy(...keys);
    };
    const again = await tileBatch(batchOf('c', { repeat: 1 }), { ...based.on.ports, tiles: { ...tiles, copy } });
    expect(copied).toBe(tilesOf('b').length);
    expect(again).toMatchObject({ failed: 0, tiles_created: 0, tiles_copied: copied });
    expect(tilesOf('c')).toEqual(tilesOf('b'));
  });

  it('whose source cannot be read are made anew, to the last byte', async () => {
    const { tiles } = based.on.ports;
    const bad = ['tiles/m/b/3/4/0.png', 'tiles/m/b/2/0/0.png', 'tiles/m/b/1/1/0.png'];
    const copy: typeof tiles.copy = async (from, to) => {
      if (bad.includes(from))
        throw new TesseraError(UNREADABLE_OBJECT, 503, `${from} cannot be read.`, { retry: true });
      return tiles.copy(from, to);
    };
    const result = await tileBatch(batchOf('c'), { ...based.on.ports, tiles: { ...tiles, copy } });
    expect(result).toMatchObject({ failed: 0, tiles_created: 3, tiles_copied: tilesOf('b').length - 3 });
    for (const name of tilesOf('b')) {
      const [before, now] = ['b', 'c'].map((build) => tiles.objects.get(`tiles/m/${build}/${name}`)!.body);
      expect(Buffer.compare(before!, now!), name).toBe(0);
    }
  });

  it('that are not what the base once stored are made anew, to the last byte', async () => {
    const { tiles } = based.on.ports;
    const names = tilesOf('b');
    const before = new Map(names.map((name) => [name, tiles.objects.get(`tiles/m/b/${name}`)!]));
    const [other, ...rest] = ['3/4/0.png', '2/0/0.png', '1/1/0.png'];
    for (const bad of rest) tiles.objects.set(`tiles/m/b/${bad}`, before.get(other!)!);
    const result = await tileBatch(batchOf('c'), based.on.ports);
    expect(result).toMatchObject({ failed: 0, tiles_created: rest.length, tiles_copied: names.length - rest.length });
    for (const [name, { body }] of before)
      expect(Buffer.compare(body, tiles.objects.get(`tiles/m/c/${name}`)!.body), name).toBe(0);
  });

  it('fail their own block alone when they are not allowed', async () => {
    const { tiles } = based.on.ports;
    const copy: typeof tiles.copy = async (from, to) => {
      if (from.endsWith('/4/0.png')) throw Object.assign(new Error('Access Denied'), { code: 'AccessDenied' });
      return tiles.copy(from, to);
    };
    const { outcomes } = await tileBatch(batchOf('c'), { ...based.on.ports, tiles: { ...tiles, copy } });
    expect(outcomes).toMatchObject([
      { item: '0_0', ok: true },
      { item: '1_0', ok: false, code: 'AccessDenied', message: 'Access Denied' },
    ]);
  });
});
