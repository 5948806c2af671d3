import { JOB_SECONDS } from '../../../../lib/limits.ts';
import type { JobRecord } from '../../ports/jobs.ts';

const MESSAGE = 'The build never began, because what took the request died before its start. Send the request again.';

/**
 * The job as everybody sees it. One that was stored and whose execution never began, because the function died in between and
 * nobody sent the request again, counts as failed after the time that any job has: no execution of it can be alive then. It
 * is not written down, so nothing has to look for such jobs.
 */
export function asSeen(job: JobRecord, now: Date): JobRecord {
  const until = Date.parse(job.updated_at) + JOB_SECONDS * 1000;
  if (job.status !== 'preparing' || now.getTime() < until) return job;
  const completed_at = new Date(until).toISOString();
  return { ...job, status: 'failed', completed_at, error: { code: 'not_started', message: MESSAGE } };
}
