/** A job on an account, second by second: which limit it meets, and how long it takes. */
import { COPIES_AT_ONCE, copiesASecond } from '../../lambdas/map/core/tiling/copy-rate.ts';
import { RETRY_WORKER } from '../../lib/constructs/map-workflow/job-state.ts';
import { seeded } from '../../local/seeded.ts';
import type { Account } from './account.ts';
import { createClock } from './clock.ts';
import { type CountingSettings, createCounting } from './counting.ts';
import { createFunctions } from './functions.ts';
import { isStage, type JobLoad, type PerStage, type StageLoad, type StepLoad } from './job.ts';
import type { Latencies } from './measured.ts';
import { createRate, type RateUse } from './rate.ts';

export type Settings = {
  account: Account;
  /** Children of a Map run at once (`MaxConcurrency`). */
  parallelism: PerStage;
  latencies: Latencies;
  counting: CountingSettings;
  seed?: number;
};

export type Simulated = {
  seconds: number;
  parts: { name: string; seconds: number; batches: number }[];
  /** How much of each rate was used, and how long somebody waited for it. */
  rates: Record<'tile PUTs' | 'work PUTs' | 'GETs' | 'child starts', RateUse>;
  functions: { coldStarts: number; refused: number; atOnce: number };
  counting: { counted: number; conflicts: number; givenUp: number };
  /** Batches that were never counted, or whose worker was never begun: each fails the job. */
  lost: number;
};

/** A batch comes to its requests little by little: in so many pieces. */
const PIECES = 16;
/** Lambda's refusals are tried again by the state machine: after so long at most. */
const REFUSED = {
  attempts: RETRY_WORKER.MaxAttempts,
  seconds: RETRY_WORKER.IntervalSeconds,
  growth: RETRY_WORKER.BackoffRate,
};
/** Batches are not alike: water is quicker than a town, and no two environments are the same. As a share of the mean, either way. */
const VARIES = 0.3;
/** A row of a shot stays below a kB. */
const ROW_UNITS = 1;

export function simulate(job: JobLoad, settings: Settings): Simulated {
  const { account, latencies, parallelism } = settings;
  const clock = createClock();
  const chance = seeded(settings.seed ?? 1);
  const rates = {
    'tile PUTs': createRate(clock, account.s3Puts),
    'work PUTs': createRate(clock, account.s3Puts),
    GETs: createRate(clock, account.s3Gets),
    'child starts': createRate(clock, account.expressStarts),
  };
  const functions = createFunctions(clock, account);
  const counting = createCounting(clock, account, settings.counting, chance);
  const partition = createRate(clock, account.partitionWrites);
  const table = createRate(clock, account.tableWrites);
  const parts: Simulated['parts'] = [];
  let lost = 0;

  function work(stage: StageLoad, done: () => void): void {
    const { gets, workPuts, copies = 0 } = stage;
    const tilePuts = stage.tilePuts + copies;
    const reading = (gets * latencies.request) / latencies.readsAtOnce[stage.name];
    const inTime = copies / copiesASecond(stage.batches, parallelism.tile);
    const copying = Math.max(inTime, (copies * latencies.request) / COPIES_AT_ONCE);
    const writing = ((workPuts + stage.tilePuts) * latencies.request) / latencies.writesAtOnce;
    // Tiles are on their way while others are made; a shot is waited for, and so is what is taken over.
    const usual = reading + copying + Math.max(stage.seconds * latencies.slower, writing);
    const seconds = (usual * (1 + VARIES * (2 * chance() - 1))) / PIECES;
    let left = PIECES;
    const piece = () => {
      if (left-- === 0) return done();
      rates.GETs.take(gets / PIECES, () =>
        clock.after(seconds, () =>
          rates['work PUTs'].take(workPuts / PIECES, () => rates['tile PUTs'].take(tilePuts / PIECES, piece)),
        ),
      );
    };
    piece();
  }

  function child(stage: StageLoad, ended: () => void): void {
    const invoke = (tried: number): void =>
      functions.invoke(
        stage.name,
        latencies.cold,
        (end) =>
          work(stage, () => {
            end();
            counting.count((counted) => {
              if (!counted) lost += 1;
              ended();
            });
          }),
        () => {
          if (tried < REFUSED.attempts)
            return clock.after(REFUSED.seconds * REFUSED.growth ** tried * chance(), () => invoke(tried + 1));
          lost += 1;
          ended();
        },
      );
    rates['child starts'].take(1, () => clock.after(latencies.childStart, () => invoke(0)));
  }

  function runStage(stage: StageLoad, done: () => void): void {
    const most = Math.min(parallelism[stage.name], account.mapChildren, stage.batches);
    let [begun, open] = [0, stage.batches];
    const next = () => {
      if (begun === stage.batches) return;
      begun += 1;
      child(stage, () => {
        open -= 1;
        if (open === 0) done();
        else next();
      });
    };
    clock.after(latencies.mapStart, () => {
      for (let i = 0; i < most; i++) next();
    });
  }

  function runStep({ seconds, rows, writes, requests = 0 }: StepLoad, done: () => void): void {
    clock.after(latencies.cold + seconds * latencies.slower + requests * latencies.request, () =>
      table.take(writes * ROW_UNITS, () => partition.take(rows * ROW_UNITS, done)),
    );
  }

  const run = (index: number): void => {
    const part = job.parts[index];
    if (!part) return;
    const begun = clock.now();
    const done = () => {
      parts.push({ name: part.name, seconds: clock.now() - begun, batches: isStage(part) ? part.batches : 1 });
      run(index + 1);
    };
    if (isStage(part)) runStage(part, done);
    else runStep(part, done);
  };
  run(0);
  clock.run();
  const used = Object.entries(rates).map(([name, rate]) => [name, rate.use()]);
  return {
    seconds: clock.now(),
    parts,
    rates: Object.fromEntries(used),
    functions: functions.use(),
    counting: counting.use(),
    lost,
  };
}
