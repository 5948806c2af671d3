import { conflict } from '../../../kernel/errors.ts';
import type { Executions } from '../../ports/executions.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { RemovalInput } from '../../removal-workflow.ts';
import type { Removed } from './remove-build.ts';
import { type RemovalTools, removeUnpublished } from './remove-unpublished.ts';

export type EndedTools = RemovalTools & { jobs: Jobs; executions: Executions };

const WHY = { error: 'Removed', cause: 'What the job made is being removed.' };

/**
 * A pass over what a job that has ended left. Its execution is stopped first, because whoever started the removal may not have
 * come so far.
 * @throws TesseraError `not_ended` (409) while the job is preparing or running, `published` (409)
 */
export async function removeEnded(input: RemovalInput, tools: EndedTools): Promise<Removed> {
  const job = await tools.jobs.find(input.job_id);
  if (job?.status === 'preparing' || job?.status === 'running')
    throw conflict('not_ended', `The job ${input.job_id} is ${job.status}; what it makes is not removed.`);
  await tools.executions.stop(job ?? input, WHY);
  return removeUnpublished(input, tools, input);
}
