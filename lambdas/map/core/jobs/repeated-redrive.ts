import { conflict, invalidFields } from '../../../kernel/errors.ts';
import type { Executions } from '../../ports/executions.ts';
import type { JobRecord } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { RedriveRequest } from '../../redrive-schemas.ts';
import { isUnbegun } from './never-started.ts';
import { hasRepaired } from './repaired-request.ts';
import { requestOf } from './request-of.ts';

/**
 * A redrive that finds the job beyond the attempt that it names, or not failed: allowed when it is a repeat of one that was
 * done, which changes nothing. Whoever did it may have died between its write and the start; the start is made up for.
 * @throws TesseraError 409 `not_failed`, `redriven_meanwhile`; 422 for an attempt that is not there yet
 */
export async function acceptRepeat(
  job: JobRecord,
  given: RedriveRequest,
  { work, executions }: { work: ObjectStore; executions: Executions },
): Promise<void> {
  const { job_id, attempt, status } = job;
  if (given.attempt > attempt)
    throw invalidFields([{ field: 'attempt', message: `The job ${job_id} is in attempt ${attempt}.` }]);
  const waits = status === 'running' && attempt > 1 && isUnbegun(job);
  const notFailed = conflict('not_failed', `The job ${job_id} is ${status}; only a failed one can be redriven.`);
  if (given.attempt === attempt && !waits) throw notFailed;
  if (!hasRepaired(await requestOf(job, work), given)) {
    if (given.attempt === attempt) throw notFailed;
    const message = `The job ${job_id} was redriven without these shots meanwhile: it is ${status} in attempt ${attempt}. Once it has failed, redrive that attempt.`;
    throw conflict('redriven_meanwhile', message);
  }
  // Executions are named after their attempts: one that runs already is not started twice.
  if (waits) await executions.start(job);
}
