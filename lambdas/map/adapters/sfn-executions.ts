import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Executions } from '../ports/executions.ts';

/** Executions of the map's state machine, named after their job, so that none is started twice. */
export function sfnExecutions(stateMachineArn: string): Executions {
  const client = new SFNClient({});
  return {
    // arn:aws:states:region:account:stateMachine:name -> arn:aws:states:region:account:execution:name:job
    idOf: ({ job_id }) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${job_id}`,
    async start({ job_id, map_id, build, attempt }) {
      const input = JSON.stringify({ job_id, map_id, build, attempt });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name: job_id, input }));
      } catch (error) {
        // The same name after its end: it ran, which is all that was asked for.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    async stop({ job_id }, why) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${job_id}`;
      try {
        await client.send(new StopExecutionCommand({ executionArn, ...why }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
  };
}
