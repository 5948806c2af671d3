import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import type { Deletions } from '../ports/deletions.ts';
import type { DeletionRef, Removed } from '../removal-workflow.ts';
import { executionArn, startOnce } from './start-once.ts';

/** Executions of the state machine that deletes maps, named after the map: what they counted is their output. */
export function sfnDeletions(stateMachineArn: string): Deletions {
  const client = new SFNClient({});
  return {
    start: (ref) => startOnce(client, stateMachineArn, nameOf(ref), { ...ref, late: false }),
    startLate: (ref) => startOnce(client, stateMachineArn, `late-${nameOf(ref)}`, { ...ref, late: true }),
    async find(map) {
      const command = new DescribeExecutionCommand({ executionArn: executionArn(stateMachineArn, map) });
      try {
        const { input, output, status } = await client.send(command);
        const { owner } = JSON.parse(input!) as DeletionRef;
        const removed = output === undefined ? undefined : (JSON.parse(output) as Removed);
        return { owner, ended: status !== 'RUNNING', removed };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
      }
    },
  };
}

/** A map's id has at most 60 characters, a name may have 80 (service limit). */
const nameOf = ({ map_id, again }: DeletionRef) => (again === undefined ? map_id : `${map_id}-${again}`);
