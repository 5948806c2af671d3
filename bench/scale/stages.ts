/** How long each state of a job's execution took, by its own history. */
import { ListStateMachinesCommand, paginateGetExecutionHistory, SFNClient } from '@aws-sdk/client-sfn';
import { operator } from '../../test/support/operator.ts';

/** Seconds by state, in the order in which they were entered; what was visited twice is added up. */
export async function secondsByState(
  url: string,
  directory: string,
  execution: string,
): Promise<Record<string, number>> {
  const client = new SFNClient(await operator(url, directory));
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name }) => name!.endsWith('-map'))!.stateMachineArn!;
  const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${execution}`;
  const seconds: Record<string, number> = {};
  const entered = new Map<string, number>();
  for await (const page of paginateGetExecutionHistory({ client }, { executionArn })) {
    for (const { stateEnteredEventDetails, stateExitedEventDetails, timestamp } of page.events ?? []) {
      if (stateEnteredEventDetails) entered.set(stateEnteredEventDetails.name!, timestamp!.getTime());
      const left = stateExitedEventDetails?.name;
      if (left) seconds[left] = (seconds[left] ?? 0) + (timestamp!.getTime() - entered.get(left)!) / 1000;
    }
  }
  return seconds;
}
