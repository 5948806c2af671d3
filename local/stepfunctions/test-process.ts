/**
 * A process for the test that kills one: starts the execution of a Map over 200 items and prints the number of every item
 * that its worker begins. From item 100 on none ends, so that there is time to kill. Arguments: the journal's directory,
 * the definition.
 */
import { createExecutions } from './executions.ts';
import { openJournal } from './journal.ts';

const [directory, definition] = process.argv.slice(2) as [string, string];
const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:test';
const executions = createExecutions({
  journal: openJournal(directory),
  now: () => new Date(),
  region: 'us-east-1',
  report: () => {},
  perform: async ({ parameters }) => {
    process.stdout.write(`${parameters.Payload}\n`);
    await new Promise((resolve) => setTimeout(resolve, parameters.Payload < 100 ? 1 : 60_000));
    return { Payload: parameters.Payload };
  },
});
const items = JSON.stringify(Array.from({ length: 200 }, (_, n) => n));
executions.start({ name: 'test', arn, definition, roleArn: 'role', type: 'STANDARD' }, 'one', items);
