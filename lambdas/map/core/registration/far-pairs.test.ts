import { expect, it } from 'vitest';
import { calibrationKey } from '../../keys.ts';
import type { Calibration, Pair } from '../../placement.ts';
import { coordsBatch } from '../coords-batch.ts';
import { job } from '../tiling/world.fixture.ts';
import { cityOf } from './city.fixture.ts';

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

it('finds shots of a screen that was scrolled too far, and nothing wrong', { timeout: 60_000 }, async () => {
  const { far, wrong, asked } = await compared('scrolled', 3);
  expect(far.length).toBeGreaterThanOrEqual(2);
  for (const { confidence, sigma } of far) expect({ sure: confidence >= 0.9, sigma }).toEqual({ sure: true, sigma: 0 });
  expect(wrong).toEqual([]);
  expect(asked).toBeLessThan(24);
});

it('says the same in batches of any size', { timeout: 60_000 }, async () => {
  const [whole, small] = [await compared('scrolled', 3), await compared('scrolled', 3, 5)];
  expect(small.pairs).toEqual(whole.pairs);
});

it('says nothing wrong of shots that stand in each other’s place', { timeout: 60_000 }, async () => {
  expect((await compared('swapped', 2)).wrong).toEqual([]);
});

it('is not asked where pairs are only ambiguous', { timeout: 60_000 }, async () => {
  expect(await compared('odd-houses', 1)).toMatchObject({ far: [], asked: 0 });
});
