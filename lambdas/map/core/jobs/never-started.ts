import { JOB_SECONDS } from '../../../../lib/limits.ts';
import type { JobRecord } from '../../ports/jobs.ts';

const MESSAGE = 'The build never began, because what took the request died before its start.';

/** No execution has planned this attempt, so nothing of it is done. */
export const isUnbegun = ({ attempt, planned = 0 }: Pick<JobRecord, 'attempt' | 'planned'>) => planned < attempt;

/**
 * The job as everybody sees it. One that was stored, or redriven, and whose execution never began, because the function died
 * in between and nobody sent the request again, counts as failed after the time that any job has: no execution of it can be
 * alive then. It is not written down, so nothing has to look for such jobs; writes that need a failed job take it for one
 * (adapters/job-conditions.ts).
 */
export function asSeen(job: JobRecord, now: Date): JobRecord {
  const until = Date.parse(job.updated_at) + JOB_SECONDS * 1000;
  const isOpen = job.status === 'preparing' || job.status === 'running';
  if (!isOpen || !isUnbegun(job) || now.getTime() < until) return job;
  const completed_at = new Date(until).toISOString();
  const message = `${MESSAGE} Go on with: tessera map redrive ${job.job_id}`;
  return { ...job, status: 'failed', completed_at, error: { code: 'not_started', message } };
}
