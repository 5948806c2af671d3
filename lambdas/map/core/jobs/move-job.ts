import { JOB_KEPT_SECONDS } from '../../../../lib/limits.ts';
import { epochSeconds } from '../../../kernel/clock.ts';
import { conflict } from '../../../kernel/errors.ts';
import type { JobChanges, JobRecord, Jobs } from '../../ports/jobs.ts';
import { type Failure, JobStage } from '../../schemas.ts';

const ORDER = JobStage.options;

/** True when the job runs in that stage or a later one, or has come through: a repeat of a step that was done. */
export const hasReached = (job: JobRecord, stage: JobStage) =>
  job.status === 'completed' || (job.status === 'running' && ORDER.indexOf(job.stage!) >= ORDER.indexOf(stage));

/**
 * Moves a running job on by one conditional write. A step that runs twice finds it moved already, which is as good.
 * @throws TesseraError `job_ended` when the job failed or was cancelled meanwhile: the step must not go on.
 */
export async function moveJob(
  jobs: Jobs,
  job_id: string,
  move: { from: JobStage; to: JobStage; changes?: JobChanges },
  now: Date,
): Promise<void> {
  const { changes = {}, ...stages } = move;
  if (await jobs.moveStage(job_id, stages, changes, now.toISOString())) return;
  await requireReached(jobs, job_id, move.to);
}

/** @throws TesseraError `job_ended` */
export async function requireReached(jobs: Jobs, job_id: string, stage: JobStage): Promise<void> {
  const job = await jobs.find(job_id);
  if (job && hasReached(job, stage)) return;
  const state = job ? `${job.status}${job.stage ? ` in the stage ${job.stage}` : ''}` : 'gone';
  throw conflict('job_ended', `The job ${job_id} is ${state} and cannot go on to ${stage}. Start a new one.`);
}

/** Fails the job for a reason of its own, with every failure named. Only while it is preparing or running. */
export async function failJob(
  jobs: Jobs,
  job_id: string,
  why: { error: { code: string; message: string }; failures?: Failure[] },
  now: Date,
): Promise<void> {
  const { error, failures = [] } = why;
  const expires_at = epochSeconds(now) + JOB_KEPT_SECONDS;
  // The rows first: who sees the job failed must find them.
  await jobs.putFailures(job_id, failures, expires_at);
  await jobs.fail(job_id, { error, failures: failures.length, at: now.toISOString(), expires_at });
}

/** Puts the failures of the cleanup beside a job that goes on all the same. */
export async function noteFailures(jobs: Jobs, job_id: string, failures: Failure[], now: Date): Promise<void> {
  if (failures.length === 0) return;
  await jobs.putFailures(job_id, failures, epochSeconds(now) + JOB_KEPT_SECONDS);
  const changes = { failure_count: failures.length };
  await moveJob(jobs, job_id, { from: 'cleaning', to: 'cleaning', changes }, now);
}
