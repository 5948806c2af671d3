import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { operator } from './operator.ts';

/** Does what a schedule does once a day, or once an hour, and waits for its end. */
export async function tidyNow(url: string, directory: string, machine = 'map-tidying'): Promise<void> {
  const states = new SFNClient(await operator(url, directory));
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const { stateMachineArn } = stateMachines.find(({ name }) => name!.endsWith(`-${machine}`))!;
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
  for (;;) {
    const { status, cause } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return;
    if (status !== 'RUNNING') throw new Error(`the tidying is ${status}: ${cause}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
