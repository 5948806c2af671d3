import { expect, it } from 'vitest';
import { calibrationKey } from '../keys.ts';
import type { Calibration } from '../placement.ts';
import type { CoordsDone, CoordsItem, Outcome } from '../workflow.ts';
import { coordsBatch } from './coords-batch.ts';
import { cityOf } from './registration/city.fixture.ts';
import { job } from './tiling/world.fixture.ts';

const CALIBRATION: Calibration = { boxes: [], animated: '', radius: 40, whole: true };

async function town(missing: string[] = []) {
  const city = await cityOf({ case: 'plain', seed: 3, columns: 4, rows: 4, shot: [320, 256], jitter: 10 });
  city.objects.set(calibrationKey(job.build), JSON.stringify(CALIBRATION));
  for (const id of missing) city.files.delete(id);
  const compare = (items: CoordsItem[]) => coordsBatch({ ...job, stage: 'coords', items }, city.tools);
  return { ...city, compare };
}
const pairsOf = (outcomes: Outcome<CoordsDone>[]) => outcomes.flatMap((outcome) => (outcome.ok ? outcome.pairs : []));

it('compares each shot with its neighbours, and decodes it once', async () => {
  const { items, compare, decoded, truth, tools } = await town();
  const { outcomes, completed, failed } = await compare(items);
  expect({ completed, failed }).toEqual({ completed: 16, failed: 0 });
  const sure = pairsOf(outcomes).filter(({ confidence }) => confidence >= 0.9);
  expect(sure.length).toBeGreaterThan(12);
  for (const { a, b, offsets } of sure) expect(offsets[0]!.at, `${a} ${b}`).toEqual(truth(a, b));
  expect(decoded.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
  expect(tools.kernel.held()).toBe(0);
});

it('says the same in batches of any size and in any order, byte for byte', async () => {
  const { items, compare } = await town();
  const whole = JSON.stringify((await compare(items)).outcomes);
  const single = await Promise.all(items.map(async (item) => (await compare([item])).outcomes));
  expect(JSON.stringify(single.flat())).toBe(whole);
  const backwards = (await compare(items.toReversed())).outcomes.toReversed();
  expect(JSON.stringify(backwards)).toBe(whole);
});

it('asks nothing that is known, says the same with it, and decodes only what it asks about', async () => {
  const { items, compare, decoded, tools } = await town();
  const whole = (await compare(items)).outcomes;
  const known = (id: string) => pairsOf(whole.filter(({ item }) => item === id));
  decoded.length = 0;
  const item = items.find(({ id }) => known(id).length === 2)!;
  const [first, second] = known(item.id);
  const [half] = (await compare([{ ...item, known: [first!] }])).outcomes;
  expect(half).toEqual(whole.find((outcome) => outcome.item === item.id));
  expect(decoded.toSorted()).toEqual([item.id, second!.b].toSorted());
  expect((await compare([{ ...item, known: known(item.id) }])).outcomes).toEqual([half]);
  expect(decoded).toHaveLength(2);
  expect(tools.kernel.held()).toBe(0);
});

it('looks across the corners only where the shots beside are not sure', async () => {
  const { items, compare } = await town();
  for (const outcome of (await compare(items)).outcomes) {
    if (!outcome.ok) throw new Error(outcome.message);
    const beside = outcome.pairs.filter(({ side }) => side === 'right' || side === 'below');
    const isSure = beside.length === 2 && beside.every(({ confidence }) => confidence >= 0.9);
    expect(outcome.pairs.length > beside.length, outcome.item).toBe(!isSure && corners(items, outcome.item) > 0);
  }
});
const corners = (items: CoordsItem[], id: string) =>
  items.find((item) => item.id === id)!.neighbours.filter(({ side }) => side.includes('-')).length;

it('names the shot that is gone, also to those who only have it for a neighbour', async () => {
  const { items, compare } = await town(['r01_c01']);
  const { outcomes, failed } = await compare(items);
  const wrong = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
  expect(failed).toBe(wrong.length);
  expect(wrong.map(({ item }) => item)).toEqual(expect.arrayContaining(['r00_c01', 'r01_c00', 'r01_c01']));
  for (const outcome of wrong) {
    expect(outcome).toMatchObject({ code: 'missing', screenshot_id: 'r01_c01' });
    expect(outcome.message).toMatch(/^r01_c01: /);
  }
});

it('reads no file that is only across a corner where the shots beside are sure', async () => {
  const { items, compare, tools } = await town();
  const whole = (await compare(items)).outcomes;
  const item = items.find(({ id }) => {
    const found = whole.find((outcome) => outcome.item === id)!;
    return found.ok && found.pairs.length === 2 && corners(items, id) > 0;
  })!;
  const read: string[] = [];
  const { get } = tools.work;
  tools.work.get = (key) => {
    read.push(key);
    return get(key);
  };
  await compare([item]);
  const beside = item.neighbours.filter(({ side }) => side === 'right' || side === 'below');
  expect(read.toSorted()).toEqual([calibrationKey(job.build), item.key, ...beside.map(({ key }) => key)].toSorted());
});

it.each(['runs', 'matchRuns', 'highPass', 'gradients', 'prepare'] as const)(
  'holds nothing after an item for which the kernel had no memory left: %s',
  async (primitive) => {
    const { items, compare, tools, objects } = await town();
    objects.set(calibrationKey(job.build), JSON.stringify({ ...CALIBRATION, whole: false }));
    const { kernel } = tools;
    const first = kernel[primitive] as (...words: unknown[]) => unknown;
    let calls = 0;
    tools.kernel = {
      ...kernel,
      [primitive](...words: unknown[]) {
        if (++calls === 2) throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
        return first(...words);
      },
    };
    const { failed, completed } = await compare(items.slice(0, 4));
    expect({ failed, completed }).toEqual({ failed: 1, completed: 3 });
    expect(kernel.held()).toBe(0);
  },
);

it('needs no calibration where there is nothing to compare', async () => {
  const { items, compare, objects } = await town();
  objects.clear();
  const alone = items.slice(0, 2).map((item) => ({ ...item, neighbours: [] }));
  const { outcomes } = await compare(alone);
  expect(outcomes).toEqual(alone.map(({ id }) => ({ item: id, ok: true, pairs: [] })));
});
