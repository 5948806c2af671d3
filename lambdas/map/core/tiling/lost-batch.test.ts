/** A batch that is lost, because S3 wants to be asked less often: it is begun again, and nothing is worked on in vain until then. */
import { beforeEach, expect, it } from 'vitest';
import type { TileBatch } from '../../workflow.ts';
import { tileBatch } from './tile-batch.ts';
import { job, worldOf } from './world.fixture.ts';

/** Three blocks in a row, of which each shows shots of its own. */
const SHOTS = Array.from({ length: 6 }, (_, i) => ({ id: `s${i}`, x: 1000 * i, y: 0, width: 1096, height: 700 }));
const slowDown = () => Object.assign(new Error('Please reduce your request rate.'), { name: 'SlowDown' });
/** Longer than what follows from an answer takes. */
const later = () => new Promise(setImmediate);

let world: Awaited<ReturnType<typeof worldOf>>;
let read: string[];
let under: number;
beforeEach(async () => {
  world = await worldOf(SHOTS);
  [read, under] = [[], 0];
});

const batchOf = (more: Partial<TileBatch> = {}): TileBatch => ({
  ...{ ...job, stage: 'tile', items: world.blocks, settings: world.settings },
  ...more,
});
/** On top of the build `b`, with one tile of the first block to copy: all others show something new. */
const onTop = (): TileBatch => ({
  ...batchOf({ build: 'c' }),
  settings: { ...world.settings, base: { build: 'b', max_zoom: world.settings.max_zoom, copies_a_second: 1e6 } },
  items: world.blocks.map((block, at) => ({
    ...block,
    inputs: block.inputs.map((inputs, i) => (at === 0 && i === 0 ? inputs : `another ${i}`)),
  })),
});

/** Ports that note which shots are read, and how many calls of the buckets are under way. */
function watched(before: (call: 'get' | 'put' | 'copy', key: string) => Promise<void>) {
  const watch = async <Answer>(call: 'get' | 'put' | 'copy', key: string, work: () => Promise<Answer>) => {
    under++;
    try {
      await before(call, key);
      return await work();
    } finally {
      under--;
    }
  };
  const { work, tiles, pictures } = world.ports;
  return {
    pictures,
    work: {
      ...work,
      get: (key: string) => {
        if (/^s\d$/.test(key)) read.push(key);
        return watch('get', key, () => work.get(key));
      },
    },
    tiles: {
      ...tiles,
      put: (...about: Parameters<typeof tiles.put>) => watch('put', about[0], () => tiles.put(...about)),
      copy: (from: string, to: string) => watch('copy', from, () => tiles.copy(from, to)),
    },
  };
}

it('paints no more once copies are refused', async () => {
  await tileBatch(batchOf(), world.ports);
  const put: string[] = [];
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const ports = watched(async (call, key) => {
    if (call === 'put') put.push(key);
    if (call === 'copy') {
      refuse();
      throw slowDown();
    }
    // The first two shots are on their way then.
    if (call === 'get' && /^s\d$/.test(key)) await refused.then(later);
  });
  await expect(tileBatch(onTop(), ports)).rejects.toThrow('reduce your request rate');
  expect([read, put, under]).toEqual([['s0', 's1'], [], 0]);
});

it('paints no more once a tile is refused, and ends when nothing is on its way any more', async () => {
  let puts = 0;
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const ports = watched(async (call, key) => {
    // Of the second block: the first one has all of its shots before.
    if (key === 's4') await refused.then(later);
    if (call !== 'put') return;
    if (++puts === 1) {
      refuse();
      throw slowDown();
    }
    for (let turn = 0; turn < 20; turn++) await later();
  });
  await expect(tileBatch(batchOf(), ports)).rejects.toThrow('reduce your request rate');
  expect(under).toBe(0);
  expect(read.length).toBeLessThan(SHOTS.length);
  const [shots, tiles] = [read.length, world.ports.tiles.objects.size];
  for (let turn = 0; turn < 50; turn++) await later();
  expect([read.length, world.ports.tiles.objects.size, under]).toEqual([shots, tiles, 0]);
  // No report stands for a block that is not whole.
  expect([...world.ports.work.objects.keys()].filter((key) => key.startsWith('builds/b/tiles/'))).toEqual([]);
});

it('is whole when it is begun again', async () => {
  let puts = 0;
  const ports = watched(async (call) => {
    if (call === 'put' && ++puts === 5) throw slowDown();
  });
  await expect(tileBatch(batchOf(), ports)).rejects.toThrow('reduce your request rate');
  const again = await tileBatch(batchOf({ repeat: 1 }), world.ports);
  const untouched = await worldOf(SHOTS);
  const alone = await tileBatch(batchOf(), untouched.ports);
  expect(again).toEqual(alone);
  expect(world.ports.tiles.objects).toEqual(untouched.ports.tiles.objects);
});
