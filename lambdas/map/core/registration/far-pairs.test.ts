import { expect, it } from 'vitest';
import { makeCity } from '../../../../bench/cities/make-city.ts';
import { freshKernel } from '../../adapters/kernel/built-kernel.fixture.ts';
import { loadOpenCv } from '../../adapters/opencv/load-opencv.ts';
import { calibrationKey } from '../../keys.ts';
import type { Calibration, Pair } from '../../placement.ts';
import { cellsOf } from '../cells.ts';
import { coordsBatch } from '../coords-batch.ts';
import { ESTIMATOR_VERSION } from '../estimator-version.ts';
import { knownPairs } from '../neighbours/known-pairs.ts';
import { withNeighbours } from '../neighbours/neighbours.ts';
import { job } from '../tiling/world.fixture.ts';
import { cityOf } from './city.fixture.ts';
import type { CoordsTools } from './read-shot.ts';

const CALIBRATION: Calibration = { boxes: [], animated: '', radius: 48, whole: true };

/** @returns pairs, and how often features were asked for */
async function compared(name: 'scrolled' | 'swapped' | 'odd-houses', seed: number, batch = 64) {
  const city = await cityOf({ case: name, seed, columns: 4, rows: 3, jitter: 10 });
  city.objects.set(calibrationKey(job.build), JSON.stringify(CALIBRATION));
  let asked = 0;
  const openCv = () => {
    asked += 1;
    return city.tools.openCv();
  };
  const pairs: Pair[] = [];
  for (let from = 0; from < city.items.length; from += batch) {
    const items = city.items.slice(from, from + batch);
    const { outcomes } = await coordsBatch({ ...job, stage: 'coords', items }, { ...city.tools, openCv });
    pairs.push(...outcomes.flatMap((outcome) => (outcome.ok ? outcome.pairs : [])));
  }
  expect(city.tools.kernel.held()).toBe(0);
  const plans = new Map(city.items.map(({ id, nominal }) => [id, nominal]));
  const isFar = ({ a, b, offsets: [first] }: Pair) =>
    [0, 1].some((axis) => Math.abs(first!.at[axis]! - plans.get(b)![axis]! + plans.get(a)![axis]!) > 200);
  const sure = pairs.filter(({ reason }) => reason === 'sure');
  const wrong = sure.filter(({ a, b, offsets: [first] }) => String(first!.at) !== String(city.truth(a, b)));
  return { pairs, far: sure.filter(isFar), wrong, asked };
}

/** Asked by two tests, compared once. */
let whole: ReturnType<typeof compared> | undefined;
const scrolled = () => {
  whole ??= compared('scrolled', 3);
  return whole;
};

it('finds shots of a screen that was scrolled too far, and nothing wrong', { timeout: 60_000 }, async () => {
  const { far, wrong, asked } = await scrolled();
  expect(far.length).toBeGreaterThanOrEqual(2);
  for (const { confidence, sigma } of far) expect({ sure: confidence >= 0.9, sigma }).toEqual({ sure: true, sigma: 0 });
  expect(wrong).toEqual([]);
  expect(asked).toBeLessThan(24);
});

it('says the same in batches of any size', { timeout: 60_000 }, async () => {
  expect((await compared('scrolled', 3, 5)).pairs).toEqual((await scrolled()).pairs);
});

it('says nothing wrong of shots that stand in each other’s place', { timeout: 60_000 }, async () => {
  expect((await compared('swapped', 2)).wrong).toEqual([]);
});

it('is not asked where pairs are only ambiguous', { timeout: 60_000 }, async () => {
  expect(await compared('odd-houses', 1)).toMatchObject({ far: [], asked: 0 });
});

it('tells what features found, also within the radius: it hangs by the whole pictures', {
  timeout: 60_000,
}, async () => {
  const { width, height, data } = makeCity({ case: 'plain', columns: 2, rows: 1, shot: [2450, 700] }).shots[0]!.pixels;
  const cut = (from: number, to: number) => {
    const part = new Uint8Array(3 * (to - from) * height);
    for (let y = 0; y < height; y++)
      part.set(data.subarray(3 * (y * width + from), 3 * (y * width + to)), 3 * y * (to - from));
    return part;
  };
  const [a, b, changed] = [cut(0, 1000), cut(870, 1870), cut(0, 1000)];
  // The first 104 px show what the last of the other do: as many features agree on that.
  for (let y = 0; y < height; y++) changed.set(b.subarray(3 * (1000 * y + 896), 3 * (1000 * y + 1000)), 3 * 1000 * y);
  const files = new Map(Object.entries({ a, b, changed }));
  const name = (bytes: Uint8Array) => Buffer.from(bytes).toString();
  const tools: CoordsTools = {
    kernel: await freshKernel(),
    openCv: loadOpenCv,
    work: { get: async (key) => Buffer.from(files.has(key) ? key : JSON.stringify({ ...CALIBRATION, radius: 312 })) },
    pictures: {
      decode: async (bytes) => ({ width: 1000, height, channels: 3, data: files.get(name(bytes))!.slice() }),
    },
  };
  const shot = (key: string, x: number, col: number) => ({
    ...{ id: key, key, name: key, row: 0, col, nominal: [x, 0] as [number, number] },
    ...{ width: 1000, height },
  });
  const say = async (first: string) => {
    const items = withNeighbours([shot(first, 0, 0), shot('b', 560, 1)], { exact: false });
    const { outcomes } = await coordsBatch({ ...job, stage: 'coords', items: items.slice(0, 1) }, tools);
    return { items, pairs: outcomes.flatMap((outcome) => (outcome.ok ? outcome.pairs : [])) };
  };
  const { items, pairs } = await say('a');
  expect(pairs).toMatchObject([{ reason: 'sure', offsets: [{ at: [870, 0] }], by_features: true }]);
  expect((await say('changed')).pairs).toMatchObject([{ reason: 'different' }]);
  const seenOf = (first: string) =>
    new Map(
      [first, 'b'].map((key) => {
        const cells = cellsOf({ width: 1000, height, channels: 3, data: files.get(key)! });
        return [key === 'b' ? 'b' : 'a', { sha256: key, cells }] as const;
      }),
    );
  const located = { a: { pairs, compared: ['b'], estimator: ESTIMATOR_VERSION } };
  const before = { items, located, seen: seenOf('a') };
  expect(Object.keys(knownPairs(items, seenOf('a'), before, 312).located)).toEqual(['a']);
  expect(Object.keys(knownPairs(items, seenOf('changed'), before, 312).located)).toEqual([]);
});
