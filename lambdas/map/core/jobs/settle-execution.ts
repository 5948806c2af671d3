import type { Clock } from '../../../kernel/clock.ts';
import type { Removals } from '../../ports/executions.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { JobRef } from '../../workflow.ts';
import { failJob } from './move-job.ts';

/** How an execution ended that did not succeed, as Step Functions tells it. */
export type BadEnd = { status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; ref: JobRef; error?: string; cause?: string };

const WORDS = { FAILED: 'failed', TIMED_OUT: 'ran out of time', ABORTED: 'was stopped from outside' } as const;

/**
 * What the end of an execution means for its job. A state machine that dies from outside cannot say so in the job itself: the
 * job fails here, with the way on. A cancelled job's leavings are removed, in case the request to cancel it ended before that.
 * Nothing happens for a job that says already how it ended, or is in a later attempt; so an event may come twice.
 */
export async function settleExecution(
  { status, ref, error, cause }: BadEnd,
  { jobs, maps, removals, clock }: { jobs: Jobs; maps: Maps; removals: Removals; clock: Clock },
): Promise<'failed' | 'removing' | 'nothing'> {
  const now = clock();
  const job = await jobs.find(ref.job_id);
  if (job?.status === 'cancelled') {
    await removals.start(job);
    return 'removing';
  }
  const reason = [error, cause].filter(Boolean).join(': ');
  const message =
    `The build's state machine ${WORDS[status]}${reason ? ` (${reason})` : ''}. What is done is kept. ` +
    `Go on with: tessera map redrive ${ref.job_id}`;
  const failure = { item: 'job', stage: job?.stage ?? 'preparing', code: `execution_${status.toLowerCase()}`, message };
  // A map that is being deleted takes its jobs along: nothing is written to them any more.
  if (!(await maps.find(ref.map_id))) return 'nothing';
  if (job?.attempt !== ref.attempt || !['preparing', 'running'].includes(job.status)) return 'nothing';
  const why = { error: { code: failure.code, message }, failures: [failure] };
  return (await failJob(jobs, ref, why, now)) ? 'failed' : 'nothing';
}
