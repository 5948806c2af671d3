import { MAP_MEMORY_MB } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { notFound, TesseraError } from '../../../kernel/errors.ts';
import { inParallel } from '../../../kernel/pool.ts';
import type { JobCost } from '../../cost-schemas.ts';
import { coverageKey, planKey, usagePrefix } from '../../keys.ts';
import type { JobRecord, Jobs } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { StepUsage } from '../../step-usage.ts';
import type { Coverage, PlanRequest } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { derived, requestCounts } from './counts.ts';
import { type Counts, NOTHING, PRICES_AS_OF, PRICES_REGION, priced, pricedMonthly, totalOf } from './prices.ts';
import {
  NO_REQUESTS,
  OF_A_MAP,
  OF_THE_CREATION,
  OF_THE_END,
  type Requests,
  UNITS_OF_BATCH,
  uploadRequests,
} from './requests.ts';
import { STATES_OF_CHECK, STATES_OF_END, STATES_OF_MAP, STATES_OF_STEP } from './workflow-states.ts';

const READS_AT_ONCE = 16;
const GB = 1e9;

export type CostTools = { jobs: Pick<Jobs, 'find'>; work: Pick<ObjectStore, 'get' | 'list'> };

/**
 * What a job has cost so far: what its invocations have counted, all attempts and failed ones included, and what its state machine did
 * around them.
 * @throws TesseraError 404, also for a job of somebody else; 410 `usage_removed` where the build's files, with what was counted, are gone
 */
export async function jobCost(job_id: string, caller: Caller, { jobs, work }: CostTools): Promise<JobCost> {
  const job = await jobs.find(job_id);
  if (job?.owner !== caller.sub) throw notFound('job', job_id);
  const { build } = job;
  const keys: string[] = [];
  for await (const { key } of work.list(usagePrefix(build))) keys.push(key);
  const found = await inParallel(keys, READS_AT_ONCE, (key) => findJson<StepUsage>(work, key));
  const steps = found.filter((step) => step !== undefined);
  const request = await findJson<PlanRequest>(work, planKey(build, 'request.json'));
  const coverage = await findJson<Coverage>(work, coverageKey(build));
  // Read last: it goes before what steps wrote (keys in order), so where it is, all of that was.
  if (!request) throw removed(job_id);
  const { shots } = request;
  const rows = priced(countsOf(withoutRepeats(steps), job, request));
  const monthly = pricedMonthly({
    stored_tiles: (coverage?.bytes ?? 0) / GB,
    stored_shots: request.options.keep_shots ? shots.reduce((sum, { bytes }) => sum + bytes, 0) / GB : 0,
  });
  return {
    ...{ as_of: PRICES_AS_OF, region: PRICES_REGION },
    ...{ job_id, status: job.status, attempts: job.attempt, seconds: secondsOf(job) },
    ...{ rows, usd: totalOf(rows), monthly, monthly_usd: totalOf(monthly) },
    unknown: steps.reduce((sum, { workers }) => sum + (workers?.silent ?? 0), 0),
  };
}

const removed = (job_id: string) =>
  new TesseraError(
    'usage_removed',
    410,
    `What the job ${job_id} used was written into the files of its build, and they have been removed: nobody knows any more what it cost.`,
  );

/** A Check that was called twice in an attempt tells twice of the same workers. */
function withoutRepeats(steps: StepUsage[]): StepUsage[] {
  const told = new Set<string>();
  return steps.map(({ workers, ...step }) => {
    const name = `${step.attempt} ${step.stage}`;
    if (!workers || told.has(name)) return step;
    told.add(name);
    return { ...step, workers };
  });
}

function countsOf(steps: StepUsage[], job: JobRecord, { shots, capture, uploaded }: PlanRequest): Counts {
  const stages = steps.flatMap(({ stage, workers }) => (stage && workers ? [{ stage, ...workers }] : []));
  const maps = stages.filter(({ batches }) => batches > 0);
  const children = maps.reduce((sum, { batches }) => sum + batches, 0);
  const ends = job.completed_at ? job.attempt : job.attempt - 1;
  const inStage = (name: (typeof stages)[number]['stage']) => stages.filter(({ stage }) => stage === name);
  const gigabytes = (name: (typeof stages)[number]['stage']) =>
    inStage(name).reduce((sum, { usage }) => sum + gigabyteSeconds(usage.ms, MAP_MEMORY_MB[name]), 0);
  return {
    ...NOTHING,
    ...derived({
      invocations: steps.length + maps.reduce((sum, { answered, silent }) => sum + answered + silent, 0),
      children,
      states: steps.reduce((sum, step) => sum + statesOf(step), 0) + maps.length * STATES_OF_MAP + ends * STATES_OF_END,
      childSeconds: maps.reduce((sum, { usage }) => sum + usage.ms / 1000, 0),
    }),
    [capture ? 'lambda_game' : 'lambda_capture']: gigabytes('capture'),
    lambda_coords: gigabytes('coords'),
    lambda_tile: gigabytes('tile'),
    lambda_cleanup: gigabytes('cleanup'),
    lambda_steps: steps.reduce((sum, { step, usage }) => sum + gigabyteSeconds(usage.ms, MAP_MEMORY_MB[step]), 0),
    ...requestCounts(
      [
        ...steps.map(({ usage }) => requestsOf(usage.requests)),
        ...maps.map(({ usage }) => requestsOf(usage.requests)),
        ...maps.map(() => OF_A_MAP),
        OF_THE_CREATION,
        ...Array.from({ length: ends }, () => OF_THE_END),
        { ...NO_REQUESTS, writeUnits: UNITS_OF_BATCH * (children + steps.filter(({ step }) => step === 'top').length) },
      ],
      uploadRequests(capture ? 1 : shots.length, uploaded),
    ),
  };
}

const statesOf = ({ step, stage }: StepUsage): number =>
  step !== 'check' ? STATES_OF_STEP[step] : stage ? STATES_OF_CHECK[stage] : 0;

const gigabyteSeconds = (ms: number, memoryMb: number) => (ms / 1000) * (memoryMb / 1024);

/** Of S3 what is charged dearer; deleting is free. */
const WRITES = /^s3:(Put|Copy|Post|List|Create|Upload|Complete)/;
const FREE = /^s3:(Delete|Abort)/;

function requestsOf(requests: Record<string, number>): Requests {
  const sum = (of: (name: string) => boolean) =>
    Object.entries(requests).reduce((all, [name, times]) => (of(name) ? all + times : all), 0);
  return {
    writes: sum((name) => WRITES.test(name)),
    reads: sum((name) => name.startsWith('s3:') && !WRITES.test(name) && !FREE.test(name)),
    writeUnits: requests['dynamodb:write-units'] ?? 0,
    readUnits: requests['dynamodb:read-units'] ?? 0,
  };
}

const secondsOf = ({ started_at, created_at, completed_at }: JobRecord): number | null =>
  completed_at ? Math.round((Date.parse(completed_at) - Date.parse(started_at ?? created_at)) / 1000) : null;
