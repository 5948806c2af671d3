import { TIMEOUT_SECONDS } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { MediaStore } from '../../../media/ports.ts';
import { planKey, repairedRequestKey } from '../../keys.ts';
import type { Executions } from '../../ports/executions.ts';
import type { JobRecord, Jobs } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import type { Job } from '../../schemas.ts';
import type { PlanRequest } from '../../workflow.ts';
import { findJson, writeJson } from '../files.ts';
import { inputsHash } from './inputs-hash.ts';
import { launch } from './launch.ts';
import { jobView } from './read-jobs.ts';
import { withRepaired } from './repaired-request.ts';

export type RedriveTools = {
  jobs: Jobs;
  media: MediaStore;
  work: ObjectStore;
  executions: Executions;
  clock: Clock;
  ids: Ids;
};

/**
 * Goes on with a failed job in a new attempt: what is done is kept, and only what failed, is missing or depends on a repaired
 * screenshot is done again. One conditional write decides: of two requests at once the other is refused.
 *
 * @throws TesseraError 404; 409 `not_failed`, `removed`, `published`, `workers_running`; 422 naming each repaired shot that
 * does not fit
 */
export async function redriveJob(
  job_id: string,
  given: RedriveRequest,
  { sub }: Caller,
  tools: RedriveTools,
): Promise<Job> {
  const { jobs, work, clock, ids } = tools;
  const job = await jobs.find(job_id);
  if (job?.owner !== sub) throw notFound('job', job_id);
  if (job.status !== 'failed') return startAgain(job, tools);
  if (given.shots.length > 0) refuseTooLate(job, clock());
  const request = await requestOf(job, work);
  const repaired = await withRepaired(request, given, sub, tools.media);
  const sums = new Map(repaired.shots.map(({ screenshot_id, sha256 }) => [screenshot_id as string, sha256]));
  const inputs_hash = inputsHash({ ...repaired.options, ...repaired }, sums);
  const key = repairedRequestKey(job.build, ids.ulid());
  const next = { ...repaired, inputs_hash, attempt: job.attempt + 1 };
  await writeJson(work, key, next);
  if (!(await jobs.redrive(job, { request: key, inputs_hash }, clock().toISOString())))
    throw notFailed(job_id, 'running');
  const begun = { ...job, attempt: next.attempt };
  await launch(begun, tools);
  return jobView((await jobs.find(job_id)) ?? begun, []);
}

/** What the job was asked for, repaired by attempts before. @throws TesseraError `removed` (409) */
export async function requestOf(job: JobRecord, work: ObjectStore): Promise<PlanRequest> {
  const key = job.request ?? planKey(job.build, 'request.json');
  const request = await findJson<PlanRequest>(work, key);
  if (request) return request;
  const message = `What the job ${job.job_id} was made of has been removed. Start a new one: tessera map create DIR`;
  throw conflict('removed', message);
}

/**
 * Whoever redrove the job may have died between the write and the start. Nobody can be in between any more once the longest
 * request is over; then the same request starts the attempt.
 */
async function startAgain(job: JobRecord, tools: RedriveTools): Promise<Job> {
  const seconds = (tools.clock().getTime() - Date.parse(job.updated_at)) / 1000;
  const begun = job.attempt === 1 || (job.planned ?? 0) >= job.attempt;
  if (job.status !== 'running' || begun || seconds < TIMEOUT_SECONDS.api) throw notFailed(job.job_id, job.status);
  await tools.executions.start(job);
  return jobView(job, []);
}

const notFailed = (job_id: string, status: string) =>
  conflict('not_failed', `The job ${job_id} is ${status}; only a failed one can be redriven.`);

/** Workers that an execution left behind when it died would go on with the screenshots as they were. */
function refuseTooLate({ job_id, map_id, stage, error, completed_at }: JobRecord, now: Date): void {
  if (stage === 'cleaning') {
    const message = `The build of the job ${job_id} is published. Make a new one of the repaired shots: tessera map create DIR; or redrive without them to finish cleaning up map ${map_id}.`;
    throw conflict('published', message);
  }
  const longest = { tiling: TIMEOUT_SECONDS.worker, verifying: TIMEOUT_SECONDS.top }[stage as 'tiling' | 'verifying'];
  if (!longest || !error?.code.startsWith('execution_') || !completed_at) return;
  const left = Math.ceil(longest - (now.getTime() - Date.parse(completed_at)) / 1000);
  if (left <= 0) return;
  const message = `Workers of the attempt that died may still store tiles. Redrive with repaired shots in ${left} s, or without them now.`;
  throw conflict('workers_running', message);
}
