/** `npm run bench -- limits`: jobs on an account of AWS, simulated: how long, what they wait for, and whether every batch is counted. */
import { BATCH_ITEMS } from '../../lib/limits.ts';
import type { Benchmark, Result } from '../bench.ts';
import { ACCOUNT } from './account.ts';
import type { CountingSettings } from './counting.ts';
import { jobOf, type PerStage } from './job.ts';
import { LATENCIES, MEASURED } from './measured.ts';
import { type Settings, type Simulated, simulate } from './simulate.ts';

const all = (each: number): PerStage => ({ capture: each, coords: each, tile: each, cleanup: each });

/** `RETRY_TRANSACTION` of lib/constructs/map-workflow/job-state.ts. */
const COUNTING: CountingSettings = {
  retries: { attempts: 4, seconds: 1, growth: 1.5, most: 3 },
  // Assumed: a transaction prepares and commits in two rounds of some ms each.
  seconds: 0.02,
  // Two rows, twice for a transaction: the batch's below a kB, the job's below two.
  units: 2 + 4,
};

const settings = (parallelism: PerStage): Settings => ({
  ...{ account: ACCOUNT, latencies: LATENCIES, counting: COUNTING },
  parallelism,
});

export const benchLimits: Benchmark = async ({ shots: sizes, progress }) => {
  const rows: Result['rows'] = [];
  for (const shots of sizes) {
    const job = jobOf(shots, BATCH_ITEMS, MEASURED);
    for (const each of [3, 30, 100, 300, 800]) {
      const run = simulate(job, settings(all(each)));
      rows.push(rowOf(`${shots} shots, ${each} at once`, run));
      if (each === 300) progress(run.parts.map((p) => `${p.name} ${p.seconds.toFixed(1)} s (${p.batches})`).join(', '));
    }
  }
  return { rows, ratios: [], skipped: [] };
};

function rowOf(name: string, { seconds, parts, rates, functions, counting, lost }: Simulated): Result['rows'][number] {
  const of = (stage: string) =>
    parts.filter((part) => part.name === stage).reduce((sum, part) => sum + part.seconds, 0);
  const [waited] = Object.entries(rates).toSorted(([, a], [, b]) => b.waited - a.waited);
  return {
    name,
    s: seconds,
    ...Object.fromEntries(['capture', 'coords', 'tile', 'cleanup'].map((stage) => [`${stage}, s`, of(stage)])),
    'cold starts': functions.coldStarts,
    'refused by Lambda': functions.refused,
    conflicts: counting.conflicts,
    'not counted': lost,
    'waited most for': waited![1].waited > 0 ? `${waited![0]}, ${waited![1].waited.toFixed(1)} s` : '-',
  };
}
