import { JOB_KEPT_SECONDS } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { type Clock, epochSeconds } from '../../../kernel/clock.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { Executions, Removals } from '../../ports/executions.ts';
import type { JobRecord, Jobs } from '../../ports/jobs.ts';
import type { Job } from '../../schemas.ts';
import { jobView } from './read-jobs.ts';

export type CancelTools = { jobs: Jobs; executions: Executions; removals: Removals; clock: Clock };

/** What the execution says of its end, for whoever looks at it in the console. */
const WHY = { error: 'Cancelled', cause: 'The owner cancelled the job.' };

/**
 * Cancels a job: one conditional write, from which on no step can move it; then its execution is stopped and what it left is
 * removed. If this ends in the middle, the next request for the same job goes on, and so does the rule for executions that end
 * (settle-execution.ts).
 *
 * @throws TesseraError 404; `ended` (409) for a job that has ended; `published` (409) once its map is published
 */
export async function cancelJob(job_id: string, { sub }: Caller, tools: CancelTools): Promise<Job> {
  const { jobs, executions, removals, clock } = tools;
  const found = await jobs.find(job_id);
  if (found?.owner !== sub) throw notFound('job', job_id);
  const now = clock();
  const end = { at: now.toISOString(), expires_at: epochSeconds(now) + JOB_KEPT_SECONDS };
  const cancelled = await jobs.cancel(job_id, end);
  const job = (await jobs.find(job_id)) ?? found;
  if (!cancelled) refuseUnlessCancelled(job);
  await executions.stop(job, WHY);
  await removals.start(job);
  return jobView(job, []);
}

function refuseUnlessCancelled({ job_id, map_id, status, stage }: JobRecord): void {
  if (status === 'cancelled') return;
  if (status === 'running' && stage === 'cleaning') {
    const message = `The job ${job_id} has published its map, so there is nothing to cancel. To show the build before: tessera map rollback ${map_id}`;
    throw conflict('published', message);
  }
  const message = `The job ${job_id} has ended already: it is ${status}. Only a job that is preparing or running can be cancelled.`;
  throw conflict('ended', message);
}
