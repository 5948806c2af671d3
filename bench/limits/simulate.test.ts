import { expect, it } from 'vitest';
import { ACCOUNT } from './account.ts';
import type { JobLoad, StageLoad, StepLoad } from './job.ts';
import { LATENCIES } from './measured.ts';
import { type Settings, simulate } from './simulate.ts';

const IDEAL = {
  ...LATENCIES,
  request: 0,
  cold: 0,
  slower: 1,
  childStart: 0,
  mapStart: 0,
  readsAtOnce: { capture: 1, coords: 1, tile: 1, cleanup: 1 },
};
const settings = (atOnce: number, rest: Partial<Settings> = {}): Settings => ({
  account: ACCOUNT,
  parallelism: { capture: atOnce, coords: atOnce, tile: atOnce, cleanup: atOnce },
  latencies: IDEAL,
  counting: { retries: { attempts: 4, seconds: 1, growth: 1.5, most: 3 }, seconds: 0, units: 6 },
  ...rest,
});
const stage = (load: Partial<StageLoad>): JobLoad => ({
  ...{ shots: 1, tiles: 1 },
  parts: [{ name: 'tile', batches: 100, gets: 0, workPuts: 0, tilePuts: 0, seconds: 10, ...load }],
});

it('works in waves as wide as the parallelism', () => {
  const seconds = (atOnce: number) => simulate(stage({}), settings(atOnce)).seconds;
  // Of 100 batches of 7 to 13 s: ten a worker, and a single wave as long as the longest.
  expect(seconds(10)).toBeGreaterThan(95);
  expect(seconds(10)).toBeLessThan(115);
  expect(seconds(100)).toBeGreaterThan(12);
  expect(seconds(100)).toBeLessThanOrEqual(13);
  expect(seconds(1000)).toBe(seconds(100));
});

it('comes to the writes of a prefix as its limit, however many work', () => {
  const { seconds, rates } = simulate(stage({ tilePuts: 700, seconds: 0.1 }), settings(100));
  // 70,000 at 3,500 a second, but for those at once.
  expect(seconds).toBeCloseTo(19, 0);
  expect(rates['tile PUTs']).toMatchObject({ taken: 70_000 });
  expect(rates['tile PUTs'].waited).toBeGreaterThan(1);
});

it('waits for the answers of S3: reads before the work, writes beside it', () => {
  const latencies = { ...IDEAL, request: 0.1 };
  const one = (load: Partial<StageLoad>) =>
    simulate(stage({ batches: 1, ...load }), settings(1, { latencies })).seconds;
  // The same chance: a batch of 10 s is longer or shorter by the same share in each.
  const alone = one({});
  expect(one({ gets: 10 }) / alone).toBeCloseTo(1.1);
  expect(one({ tilePuts: 100 }) / alone).toBeCloseTo(1);
  expect(one({ tilePuts: 1000 }) / alone).toBeCloseTo(2.5);
});

it('takes tiles over before it makes any: 32 at a time, and all workers together as many a second as the prefix takes', () => {
  const seconds = (copies: number, batches = 1) =>
    simulate(stage({ batches, copies }), settings(batches, { latencies: { ...IDEAL, request: 0.1 } })).seconds;
  expect(seconds(3200) / seconds(0)).toBeCloseTo(2);
  const run = simulate(stage({ batches: 100, seconds: 0, copies: 600 }), settings(100));
  expect(run.rates['tile PUTs'].taken).toBe(60_000);
  expect(run.seconds).toBeGreaterThan(60_000 / 3500);
  expect(run.rates['tile PUTs'].waited).toBeLessThan(1);
});

it('is refused above the concurrency of the account, and loses what is refused too often', () => {
  const run = simulate(stage({ batches: 3000, seconds: 100 }), settings(3000));
  expect(run.functions.atOnce).toBe(ACCOUNT.lambdaConcurrency);
  expect(run.functions.refused).toBeGreaterThan(0);
  expect(run.lost).toBeGreaterThan(0);
  expect(simulate(stage({ batches: 3000, seconds: 100 }), settings(800))).toMatchObject({ lost: 0 });
});

it('writes rows of one partition as fast as that takes them', () => {
  const job = (load: Partial<StepLoad>): JobLoad => ({
    ...{ shots: 1, tiles: 1 },
    parts: [{ name: 'solve', seconds: 2, rows: 0, writes: 0, ...load }],
  });
  expect(simulate(job({}), settings(1)).seconds).toBeCloseTo(2);
  expect(simulate(job({ rows: 11_000 }), settings(1)).seconds).toBeCloseTo(12);
  expect(simulate(job({ writes: 12_000 }), settings(1)).seconds).toBeCloseTo(4);
});
