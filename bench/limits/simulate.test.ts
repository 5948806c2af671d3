import { expect, it } from 'vitest';
import { ACCOUNT } from './account.ts';
import type { JobLoad, StageLoad } from './job.ts';
import { LATENCIES } from './measured.ts';
import { type Settings, simulate } from './simulate.ts';

const IDEAL = { ...LATENCIES, request: 0, cold: 0, slower: 1, childStart: 0, mapRun: 0 };
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
  expect(simulate(stage({}), settings(10)).seconds).toBeCloseTo(100);
  expect(simulate(stage({}), settings(100)).seconds).toBeCloseTo(10);
  expect(simulate(stage({}), settings(1000)).seconds).toBeCloseTo(10);
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
  expect(one({ gets: 10 })).toBeCloseTo(11);
  expect(one({ tilePuts: 100 })).toBeCloseTo(10);
  expect(one({ tilePuts: 1000 })).toBeCloseTo(25);
});

it('is refused above the concurrency of the account, and loses what is refused too often', () => {
  const run = simulate(stage({ batches: 3000, seconds: 100 }), settings(3000));
  expect(run.functions.atOnce).toBe(ACCOUNT.lambdaConcurrency);
  expect(run.functions.refused).toBeGreaterThan(0);
  expect(run.lost).toBeGreaterThan(0);
  expect(simulate(stage({ batches: 3000, seconds: 100 }), settings(800))).toMatchObject({ lost: 0 });
});

it('writes rows of one partition as fast as that takes them', () => {
  const job = { shots: 1, tiles: 1, parts: [{ name: 'solve', seconds: 2, rows: 11_000 }] };
  expect(simulate(job, settings(1)).seconds).toBeCloseTo(12);
});
