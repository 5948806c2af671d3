/**
 * `npm run bench -- limits --shots 10000,1000000`: jobs on an account of AWS, simulated: how long, what they wait for, whether every
 * batch is counted, and which steps come to the end of their time. The method: docs/scale.md.
 */
import { readConfig } from '../../lib/config.ts';
import { RETRY_TRANSACTION } from '../../lib/constructs/map-workflow/job-state.ts';
import { BATCH_ITEMS, SHOTS_PER_JOB, TIMEOUT_SECONDS } from '../../lib/limits.ts';
import type { Benchmark, Result } from '../bench.ts';
import { ACCOUNT } from './account.ts';
import type { CountingSettings } from './counting.ts';
import { isStage, type JobLoad, jobOf, type PerStage, type StepName } from './job.ts';
import { jobOnTop } from './job-on-top.ts';
import { LATENCIES, MEASURED } from './measured.ts';
import { type Settings, type Simulated, simulate } from './simulate.ts';

const GOAL = { shots: 10_000, seconds: 180 };

const COUNTING: CountingSettings = {
  retries: {
    attempts: RETRY_TRANSACTION.MaxAttempts,
    seconds: RETRY_TRANSACTION.IntervalSeconds,
    growth: RETRY_TRANSACTION.BackoffRate,
    most: RETRY_TRANSACTION.MaxDelaySeconds,
  },
  // Assumed: a transaction prepares and commits in two rounds of some ms each.
  seconds: 0.02,
  // Two rows, twice for a transaction: the batch's below a kB, the job's below two.
  units: 2 + 4,
};

const TIMEOUTS: Record<StepName, number> = { ...TIMEOUT_SECONDS, verify: TIMEOUT_SECONDS.publish };

/** As many at once as a deployment has by default, and others. */
const DEFAULT = readConfig({}, 'linux-arm64').parallelism;
const all = (each: number): PerStage => ({ capture: each, coords: each, tile: each, cleanup: each });
const WAYS: [string, PerStage][] = [
  ['as a laptop', readConfig({}, 'host').parallelism],
  ...[16, 50].map((each): [string, PerStage] => [`${each} at once`, all(each)]),
  ['default', DEFAULT],
  ...[400, 800].map((each): [string, PerStage] => [`${each} at once`, all(each)]),
];
/** Shares of a job's shots that are other ones than in the published build, as many as of a city that goes on growing. */
const CHANGED = [0.01, 0.1];
/** What is lost comes by chance: the mean of ten jobs. */
const JOBS = 10;

export const benchLimits: Benchmark = async ({ shots: sizes, progress }) => {
  const rows: Result['rows'] = [];
  const ratios: Result['ratios'] = [];
  for (const shots of sizes) {
    const job = jobOf(shots, BATCH_ITEMS, MEASURED);
    for (const [name, parallelism] of WAYS) {
      const settings = { account: ACCOUNT, latencies: LATENCIES, counting: COUNTING, parallelism };
      const runs = runsOf(job, settings);
      rows.push(rowOf(`${shots} shots, ${name}`, runs));
      progress(`${shots} shots, ${name}: ${rows.at(-1)!.s} s`);
      if (parallelism !== DEFAULT) continue;
      if (shots === GOAL.shots)
        ratios.push({
          name: `${shots} shots: s / ${GOAL.seconds}`,
          value: mean(runs, (run) => run.seconds) / GOAL.seconds,
        });
    }
    ratios.push(...timesOf(job));
    for (const share of shots <= SHOTS_PER_JOB ? CHANGED : []) {
      const settings = { account: ACCOUNT, latencies: LATENCIES, counting: COUNTING, parallelism: DEFAULT };
      const [name, full] = [`${shots} shots, ${100 * share} % changed`, rows.find(isFull(shots))!];
      const onTop = jobOnTop(shots, Math.round(share * shots), MEASURED, DEFAULT);
      rows.push(rowOf(name, runsOf(onTop, settings)));
      progress(`${name}: ${rows.at(-1)!.s} s`);
      ratios.push({ name: `${name}, s / all of them new`, value: Number(rows.at(-1)!.s) / Number(full.s) });
    }
  }
  return { rows, ratios, skipped: [] };
};

const isFull =
  (shots: number) =>
  ({ name }: { name: string }) =>
    name === `${shots} shots, default`;
const runsOf = (job: JobLoad, settings: Settings) =>
  Array.from({ length: JOBS }, (_, seed) => simulate(job, { ...settings, seed }));
const mean = (runs: Simulated[], of: (run: Simulated) => number) =>
  runs.reduce((sum, run) => sum + of(run), 0) / runs.length;

function rowOf(name: string, runs: Simulated[]): Result['rows'][number] {
  const part = (stage: string) =>
    mean(runs, ({ parts }) =>
      parts.filter((each) => each.name === stage).reduce((sum, { seconds }) => sum + seconds, 0),
    );
  const stages = ['capture', 'coords', 'tile', 'cleanup'];
  const seconds = mean(runs, (run) => run.seconds);
  const inStages = Object.fromEntries(stages.map((stage) => [`${stage}, s`, part(stage)]));
  const [rate, use] = Object.entries(runs[0]!.rates).toSorted(([, a], [, b]) => b.waited - a.waited)[0]!;
  return {
    name,
    s: Math.round(seconds),
    ...inStages,
    'steps, s': seconds - Object.values(inStages).reduce((sum, each) => sum + each, 0),
    'cold starts': mean(runs, (run) => run.functions.coldStarts),
    'refused by Lambda': mean(runs, (run) => run.functions.refused),
    conflicts: mean(runs, (run) => run.counting.conflicts),
    'not counted': mean(runs, (run) => run.lost),
    'waited for': use.waited > 0 ? `${rate}, ${use.waited.toFixed(1)} s` : '-',
  };
}

/** Of the steps that are one invocation: which share of its time each takes. */
function timesOf({ shots, parts }: JobLoad): Result['ratios'] {
  const steps = new Map(parts.flatMap((part) => (isStage(part) ? [] : [[part.name, part] as const])));
  return [...steps.values()].map(({ name, seconds, rows, writes }) => {
    const writing = Math.max(rows / ACCOUNT.partitionWrites.perSecond, writes / ACCOUNT.tableWrites.perSecond);
    const share = (seconds * LATENCIES.slower + writing) / TIMEOUTS[name];
    return { name: `${shots} shots: ${name}, s / its timeout of ${TIMEOUTS[name]}`, value: share };
  });
}
