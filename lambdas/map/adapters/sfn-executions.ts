import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Executions, Removals } from '../ports/executions.ts';
import type { JobRef } from '../workflow.ts';

/** Executions of the map's state machine, named after job and attempt, so that none is started twice. */
export function sfnExecutions(stateMachineArn: string): Executions {
  const client = new SFNClient({});
  // arn:aws:states:region:account:stateMachine:name -> arn:aws:states:region:account:execution:name:job
  const idOf = (ref: JobRef) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${nameOf(ref)}`;
  return {
    idOf,
    start: (ref) => startOnce(client, stateMachineArn, nameOf(ref), ref),
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
  return { start: (ref) => startOnce(client, stateMachineArn, ref.build, ref) };
}

const nameOf = ({ job_id, attempt }: JobRef) => (attempt === 1 ? job_id : `${job_id}-${attempt}`);

async function startOnce(client: SFNClient, stateMachineArn: string, name: string, ref: JobRef): Promise<void> {
  const { job_id, map_id, build, attempt } = ref;
  const input = JSON.stringify({ job_id, map_id, build, attempt });
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  } catch (error) {
    // The same name after its end: it ran, which is all that was asked for.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
