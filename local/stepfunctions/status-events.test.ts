import { expect, onTestFinished, test } from 'vitest';
import { createExecutions } from './executions.ts';
import { openJournal } from './journal.ts';
import { invoke, MACHINE_ARN, machineOf, temporaryDirectory } from './room.fixture.ts';
import type { Perform } from './scope.ts';
import type { StatusEvent } from './status-events.ts';

const NEVER = new Promise<never>(() => {});
const machine = (definition: string) => ({
  ...{ name: 'test', arn: MACHINE_ARN, definition, roleArn: 'arn:aws:iam::000000000000:role/test', type: 'STANDARD' },
});

async function room(perform: Perform, directory?: string) {
  const events: StatusEvent[] = [];
  const faults = { lost: false };
  const journal = openJournal(directory ?? (await temporaryDirectory()));
  const executions = createExecutions({
    ...{ journal, perform, now: () => new Date(), region: 'us-east-1', report: () => {} },
    publish: (event) => {
      if (faults.lost) throw new Error('killed');
      events.push(event);
    },
  });
  onTestFinished(async () => {
    await executions.suspend();
    journal.close();
  });
  const statuses = () => events.map(({ detail }) => detail.status);
  return { executions, events, statuses, faults };
}

test('every change of an execution is told, as EventBridge has it', async () => {
  const { executions, events, statuses } = await room(() => NEVER);
  const { arn } = executions.start(machine(machineOf({ Work: invoke({ End: true }) })), 'one', '{"job_id":"j"}')!;
  await executions.stop(arn, 'Operator', 'because');
  expect(statuses()).toEqual(['RUNNING', 'ABORTED']);
  expect(events[1]).toMatchObject({
    ...{ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', resources: [arn] },
    detail: {
      ...{ executionArn: arn, stateMachineArn: MACHINE_ARN, name: 'one', input: '{"job_id":"j"}', output: null },
      ...{ error: 'Operator', cause: 'because' },
    },
  });
});

test.each([
  ['SUCCEEDED', { Done: { Type: 'Pass', End: true } }, {}],
  ['FAILED', { Done: { Type: 'Fail', Error: 'No' } }, {}],
  ['TIMED_OUT', { Done: { Type: 'Wait', Seconds: 3600, End: true } }, { TimeoutSeconds: 1 }],
])('%s', async (status, states, rest) => {
  const { executions, statuses } = await room(() => NEVER);
  executions.start(machine(machineOf(states, rest)), 'one', '{}');
  await expect.poll(statuses, { timeout: 5000 }).toEqual(['RUNNING', status]);
});

test('a change that nobody could be told of is told at the next start', async () => {
  const directory = await temporaryDirectory();
  const before = await room(() => NEVER, directory);
  const { arn } = before.executions.start(machine(machineOf({ Work: invoke({ End: true }) })), 'one', '{}')!;
  before.faults.lost = true;
  await before.executions.stop(arn).catch(() => {});
  const after = await room(() => NEVER, directory);
  after.executions.resume();
  expect(after.statuses()).toEqual(['ABORTED']);
  after.executions.resume();
  expect(after.statuses()).toEqual(['ABORTED']);
});
