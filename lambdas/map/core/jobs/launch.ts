import type { Clock } from '../../../kernel/clock.ts';
import { unavailable } from '../../../kernel/errors.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { JobRef } from '../../workflow.ts';
import { failJob } from './move-job.ts';

/** Starts the execution of a stored job, or fails the job. @throws TesseraError 503 */
export async function launch(
  ref: JobRef,
  { executions, jobs, clock }: { executions: Executions; jobs: Jobs; clock: Clock },
): Promise<void> {
  try {
    await executions.start(ref);
  } catch (cause) {
    const message = 'The state machine could not be started. Send the request again.';
    await failJob(jobs, ref, { error: { code: 'not_started', message } }, clock());
    throw unavailable(message, cause);
  }
}
