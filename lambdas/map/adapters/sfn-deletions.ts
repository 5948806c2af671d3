import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Deletions } from '../ports/deletions.ts';
import type { DeletionRef, Removed } from '../workflow.ts';

/** Executions of the state machine that deletes maps, named after the map: what they counted is their output. */
export function sfnDeletions(stateMachineArn: string): Deletions {
  const client = new SFNClient({});
  const start = async (name: string, input: object) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    } catch (error) {
      // The same name after its end: it ran, which is all that was asked for.
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
  return {
    start: (ref) => start(nameOf(ref), { ...ref, late: false }),
    startLate: (ref) => start(`late-${nameOf(ref)}`, { ...ref, late: true }),
    async find(map) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${map}`;
      try {
        const { input, output } = await client.send(new DescribeExecutionCommand({ executionArn }));
        const { owner } = JSON.parse(input!) as DeletionRef;
        return { owner, removed: output === undefined ? undefined : (JSON.parse(output) as Removed) };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
  };
}

/** A map's id has at most 60 characters, a name may have 80 (service limit). */
const nameOf = ({ map_id, again }: DeletionRef) => (again === undefined ? map_id : `${map_id}-${again}`);
