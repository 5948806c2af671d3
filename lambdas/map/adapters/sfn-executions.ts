import { ExecutionDoesNotExist, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Executions, Removals } from '../ports/executions.ts';
import type { JobRef } from '../workflow.ts';
import { executionArn, startOnce } from './start-once.ts';

/** Executions of the map's state machine, named after job and attempt, so that none is started twice. */
export function sfnExecutions(stateMachineArn: string): Executions {
  const client = new SFNClient({});
  const idOf = (ref: JobRef) => executionArn(stateMachineArn, nameOf(ref));
  return {
    idOf,
    start: (ref) => startOnce(client, stateMachineArn, nameOf(ref), inputOf(ref)),
    async stop(ref, why) {
      try {
        await client.send(new StopExecutionCommand({ executionArn: idOf(ref), ...why }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
  };
}

/** Executions of the state machine that removes builds: one a build. */
export function sfnRemovals(stateMachineArn: string): Removals {
  const client = new SFNClient({});
  return { start: (ref) => startOnce(client, stateMachineArn, ref.build, inputOf(ref)) };
}

const nameOf = ({ job_id, attempt }: JobRef) => (attempt === 1 ? job_id : `${job_id}-${attempt}`);
/** Callers pass whole job rows. */
const inputOf = ({ job_id, map_id, build, attempt }: JobRef) => ({ job_id, map_id, build, attempt });
