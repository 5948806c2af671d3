import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { operator } from './operator.ts';

/**
 * What the last step of a deletion begins, and what waits for an hour until no worker can write any more: its look at the places
 * of the map, now, by a copy of the machine that waits for nothing. @returns looks once, and waits for the look's end
 */
export async function lateLook(url: string, directory: string, map: string): Promise<() => Promise<void>> {
  const states = new SFNClient(await operator(url, directory));
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const { stateMachineArn } = stateMachines.find(({ name }) => name!.endsWith('-map-deletion'))!;
  const waiting = `${stateMachineArn!.replace(':stateMachine:', ':execution:')}:late-${map}`;
  const { input, status } = await states.send(new DescribeExecutionCommand({ executionArn: waiting }));
  if (status !== 'RUNNING') throw new Error(`the late look at ${map} is ${status}`);
  const { definition, roleArn } = await states.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const machine = JSON.parse(definition!);
  machine.States.LetWritersEnd.Seconds = 0;
  const wanted = { name: `late-${map}`, definition: JSON.stringify(machine), roleArn: roleArn! };
  const copy = await states.send(new CreateStateMachineCommand(wanted));
  return async () => {
    const { executionArn } = await states.send(
      new StartExecutionCommand({ stateMachineArn: copy.stateMachineArn!, input }),
    );
    for (;;) {
      const { status, cause } = await states.send(new DescribeExecutionCommand({ executionArn: executionArn! }));
      if (status === 'SUCCEEDED') return;
      if (status !== 'RUNNING') throw new Error(`the late look is ${status}: ${cause}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  };
}
