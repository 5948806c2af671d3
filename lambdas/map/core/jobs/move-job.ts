import { JOB_KEPT_SECONDS } from '../../../../lib/limits.ts';
import { epochSeconds } from '../../../kernel/clock.ts';
import { conflict } from '../../../kernel/errors.ts';
import type { Attempt, FailureRecord, JobChanges, JobRecord, Jobs } from '../../ports/jobs.ts';
import { JobStage } from '../../schemas.ts';

const ORDER = JobStage.options;

/** True when the job runs in that stage or a later one, or has come through: a repeat of a step that was done. */
const hasReached = (job: JobRecord, stage: JobStage) =>
  job.status === 'completed' || (job.status === 'running' && ORDER.indexOf(job.stage!) >= ORDER.indexOf(stage));

/**
 * Moves a running job on by one conditional write. A step that runs twice finds it moved already, which is as good.
 * @throws TesseraError `job_ended` when the job failed or was cancelled meanwhile: the step must not go on.
 */
export async function moveJob(
  jobs: Jobs,
  ref: Attempt,
  move: { from: JobStage; to: JobStage; changes?: JobChanges },
  now: Date,
): Promise<void> {
  const { changes = {}, ...stages } = move;
  if (await jobs.moveStage(ref, stages, changes, now.toISOString())) return;
  await requireReached(jobs, ref, move.to);
}

/** The job while it is preparing or running in this attempt. @throws TesseraError `job_ended` */
export async function requireOpen(jobs: Jobs, { job_id, attempt }: Attempt): Promise<JobRecord> {
  const job = await jobs.find(job_id);
  if (job?.attempt === attempt && ['preparing', 'running'].includes(job.status)) return job;
  throw conflict('job_ended', `The job ${job_id} is ${job?.status ?? 'gone'}; attempt ${attempt} does not begin.`);
}

/** @throws TesseraError `job_ended`, also when a later attempt has taken over */
export async function requireReached(jobs: Jobs, { job_id, attempt }: Attempt, stage: JobStage): Promise<JobRecord> {
  const job = await jobs.find(job_id);
  if (job?.attempt === attempt && hasReached(job, stage)) return job;
  const stands = job && `${job.status}${job.stage ? ` in the stage ${job.stage}` : ''}, attempt ${job.attempt},`;
  const message = `The job ${job_id} is ${stands ?? 'gone'} and attempt ${attempt} cannot go on to ${stage}.`;
  throw conflict('job_ended', message);
}

/** Fails the job for a reason of its own, with every failure named. Only while it is preparing or running. */
export async function failJob(
  jobs: Jobs,
  ref: Attempt,
  why: { error: { code: string; message: string }; failures?: FailureRecord[] },
  now: Date,
): Promise<boolean> {
  const { error, failures = [] } = why;
  const expires_at = epochSeconds(now) + JOB_KEPT_SECONDS;
  // The rows first: who sees the job failed must find them.
  await jobs.putFailures(ref, failures, expires_at);
  return jobs.fail(ref, { error, failures: failures.length, at: now.toISOString(), expires_at });
}

/** Puts the failures of the cleanup beside a job that goes on all the same. */
export async function noteFailures(jobs: Jobs, ref: Attempt, failures: FailureRecord[], now: Date): Promise<void> {
  if (failures.length === 0) return;
  await jobs.putFailures(ref, failures, epochSeconds(now) + JOB_KEPT_SECONDS);
  const changes = { failure_count: failures.length };
  await moveJob(jobs, ref, { from: 'cleaning', to: 'cleaning', changes }, now);
}
