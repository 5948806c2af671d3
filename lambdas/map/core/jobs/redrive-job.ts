import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { notFound, unavailable } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { MediaStore } from '../../../media/ports.ts';
import { repairedRequestKey } from '../../keys.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Builds, JobRecord, Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import type { Job } from '../../schemas.ts';
import { uploadedOf } from '../capture/taken-shots.ts';
import { writeJson } from '../files.ts';
import { inputsHash } from './inputs-hash.ts';
import { launch } from './launch.ts';
import { isUnbegun } from './never-started.ts';
import { jobView } from './read-jobs.ts';
import { holderOfInputs, refuseTooLate, refuseUnpublishable } from './redrive-refusals.ts';
import { withRepaired } from './repaired-request.ts';
import { acceptRepeat } from './repeated-redrive.ts';
import { requestOf } from './request-of.ts';

export type RedriveTools = {
  maps: Maps;
  jobs: Jobs;
  builds: Builds;
  media: MediaStore;
  work: ObjectStore;
  executions: Executions;
  clock: Clock;
  ids: Ids;
};

/**
 * Goes on with a failed job in a new attempt: what is done is kept, and only what failed, is missing or depends on a repaired
 * screenshot is done again. One conditional write decides between requests that come at once. The request names the attempt
 * that it saw failed, so that a repeat of it begins no further one.
 *
 * @throws TesseraError 404; 409 `not_failed`, `removed`, `superseded`, `inputs_taken`, `published`, `workers_running`,
 * `redriven_meanwhile`; 422 naming each repaired shot that does not fit
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
  if (!isWaitingFor(given, job)) return repeated(job, given, tools);
  await refuseUnpublishable(job, tools);
  if (given.shots.length > 0) refuseTooLate(job, clock());
  const request = await requestOf(job, work);
  const repaired = await withRepaired(request, given, sub, tools.media);
  const shots = uploadedOf(repaired);
  const sums = new Map(shots.map(({ screenshot_id, sha256 }) => [screenshot_id as string, sha256]));
  const inputs_hash = inputsHash({ ...repaired.options, ...repaired, shots }, sums);
  const holder = await holderOfInputs(job, inputs_hash, jobs);
  const key = repairedRequestKey(job.build, ids.ulid());
  const next = { ...repaired, inputs_hash, attempt: job.attempt + 1 };
  await writeJson(work, key, next);
  const written = await jobs.redrive(job, { request: key, inputs_hash, holder }, clock().toISOString());
  if (!written) return overtaken(job, given, inputs_hash, tools);
  const begun = { ...job, attempt: next.attempt };
  await launch(begun, tools);
  return jobView((await jobs.find(job_id)) ?? begun, []);
}

/** Also when the attempt after it failed before it began: then nothing of this request is done. */
function isWaitingFor(given: RedriveRequest, job: JobRecord): boolean {
  if (job.status !== 'failed') return false;
  return given.attempt === job.attempt || (given.attempt === job.attempt - 1 && isUnbegun(job));
}

async function repeated(job: JobRecord, given: RedriveRequest, tools: RedriveTools): Promise<Job> {
  await acceptRepeat(job, given, tools);
  return jobView(job, []);
}

/** What came in between is read again and told. */
async function overtaken(
  { job_id }: JobRecord,
  given: RedriveRequest,
  inputs_hash: string,
  tools: RedriveTools,
): Promise<Job> {
  const job = await tools.jobs.find(job_id);
  if (!job) throw notFound('job', job_id);
  if (!isWaitingFor(given, job)) return repeated(job, given, tools);
  await refuseUnpublishable(job, tools);
  await holderOfInputs(job, inputs_hash, tools.jobs);
  throw unavailable('Another request for the same build came in between. Send the request again.');
}
