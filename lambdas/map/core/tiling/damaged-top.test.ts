/** Lossless tops of blocks that are damaged, others or gone: in the base, and after they were copied from it. */
import { describe, expect, it, vi } from 'vitest';
import { TesseraError } from '../../../kernel/errors.ts';
import { blockReportKey, topReportKey } from '../../keys.ts';
import { UNREADABLE_OBJECT } from '../../ports/objects.ts';
import type { BlockReport } from '../../workflow.ts';
import { readJson, writeJson } from '../files.ts';
import { basedWorld } from './based-world.fixture.ts';
import { tileBatch } from './tile-batch.ts';
import { makeTop } from './top.ts';
import { job, landscape } from './world.fixture.ts';

const based = basedWorld();
const { batchOf, tilesOf } = based;

describe('a damaged lossless top of the base', () => {
  const damage = (build: string, block: string) =>
    based.on.ports.work.put(`builds/${build}/tops/${block}.png`, 'no picture', { contentType: 'image/png' });

  /** As builds were before the mark of a top was noted. */
  const unmarked = async (build: string) => {
    for (const { id } of based.on.blocks) {
      const key = blockReportKey(build, id);
      const { top_mark: _, ...report } = await readJson<BlockReport>(based.on.ports.work, key);
      await writeJson(based.on.ports.work, key, report);
    }
  };

  const unreadable = (file: string) => {
    const { work } = based.on.ports;
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
        const { pictures, work } = based.on.ports;
        const other = await pictures.encodeLossless(landscape({ x: 333, y: 777, width: 512, height: 512 }));
        await work.put(`builds/${build}/tops/0_0.png`, other, { contentType: 'image/png' });
      },
    ],
  ])('of a block that changed in part is not used: the block is painted whole: %s', async (_, harm) => {
    await harm('b');
    const [first, second] = based.on.blocks;
    const changed = { ...first!, inputs: first!.inputs.map((inputs, i) => (i === 0 ? 'another' : inputs)) };
    const result = await tileBatch(batchOf('c', { items: [changed, second!] }), based.on.ports);
    expect(result).toMatchObject({ failed: 0, tiles_created: 3, tiles_copied: tilesOf('b').length - 3 });
    for (const name of tilesOf('b')) {
      const [before, now] = ['b', 'c'].map(
        (build) => based.on.ports.tiles.objects.get(`tiles/m/${build}/${name}`)!.body,
      );
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
    await makeTop({ ...job, settings: based.on.settings }, based.on.ports);
    const before = based.on.ports.tiles.objects.get('tiles/m/b/0/0/0.png')!.body;
    await based.on.ports.work.delete(topReportKey('b'));
    await harm('b');
    const batch = batchOf('c');
    const result = await tileBatch(batch, based.on.ports);
    expect(result).toMatchObject({ failed: 0, tiles_created: 0, tiles_copied: tilesOf('c').length });
    await makeTop({ ...job, build: 'c', settings: batch.settings }, based.on.ports);
    expect(Buffer.compare(before, based.on.ports.tiles.objects.get('tiles/m/c/0/0/0.png')!.body)).toBe(0);
  });

  it('is not read where it is the one that was stored', async () => {
    const read = vi.spyOn(based.on.ports.work, 'get');
    await tileBatch(batchOf('c'), based.on.ports);
    await tileBatch(
      { ...batchOf('d'), settings: { ...batchOf('d').settings, base: { ...batchOf('c').settings.base!, build: 'c' } } },
      based.on.ports,
    );
    expect(read.mock.calls.filter(([key]) => key.includes('/tops/'))).toEqual([]);
    const { top, top_mark } = await readJson<BlockReport>(based.on.ports.work, blockReportKey('d', '1_0'));
    const before = await readJson<BlockReport>(based.on.ports.work, blockReportKey('b', '1_0'));
    expect([top, top_mark]).toEqual(['builds/d/tops/1_0.png', before.top_mark]);
    expect(top_mark).toBeDefined();
  });

  it.each([
    ['overwritten', (build: string) => damage(build, '1_0')],
    ['no picture, where nobody noted what it was', (build: string) => unmarked(build).then(() => damage(build, '1_0'))],
    ['gone', (build: string) => based.on.ports.work.delete(`builds/${build}/tops/1_0.png`)],
    ['unreadable', async (build: string) => unreadable(`builds/${build}/tops/1_0.png`)],
  ])('that breaks after it was copied is named, and its block is of nothing any more: %s', async (_, harm) => {
    const batch = batchOf('c');
    await tileBatch(batch, based.on.ports);
    await harm('c');
    await expect(makeTop({ ...job, build: 'c', settings: batch.settings }, based.on.ports)).rejects.toMatchObject({
      code: 'damaged_block',
      message: expect.stringMatching(/builds\/c\/tops\/1_0\.png of block 1_0 is damaged .*redrive JOB/),
    });
    const reports = await Promise.all(
      ['b', 'c'].flatMap((build) =>
        ['0_0', '1_0'].map((id) => readJson<BlockReport>(based.on.ports.work, blockReportKey(build, id))),
      ),
    );
    const [first, second, sameAsFirst, anew] = reports;
    expect(sameAsFirst!.inputs).toBe(first!.inputs);
    expect(second!.inputs).not.toBe('');
    expect(anew!.inputs).toBe('');
  });
});
