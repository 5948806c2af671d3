import { expect, onTestFinished, test } from 'vitest';
import { createExecutions } from './executions.ts';
import { type Journal, openJournal } from './journal.ts';
import { invoke, MACHINE_ARN, machineOf, temporaryDirectory } from './room.fixture.ts';
import type { Perform } from './scope.ts';
import type { StatusEvent } from './status-events.ts';

const NEVER = new Promise<never>(() => {});
const machine = (definition: string) => ({
  ...{ name: 'test', arn: MACHINE_ARN, definition, roleArn: 'arn:aws:iam::000000000000:role/test', type: 'STANDARD' },
});

async function room(perform: Perform, directory?: string, watch = (journal: Journal) => journal) {
  const events: StatusEvent[] = [];
  const faults = { lost: false };
  const journal = watch(openJournal(directory ?? (await temporaryDirectory())));
  const reports: string[] = [];
  const executions = createExecutions({
    ...{ journal, perform, now: () => new Date(), region: 'us-east-1', report: (line) => void reports.push(line) },
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
  return { executions, events, statuses, faults, reports };
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
  await before.executions.stop(arn);
  expect(before.reports).toContainEqual(expect.stringMatching(/ABORTED.*next start.*killed/));
  const after = await room(() => NEVER, directory);
  after.executions.resume();
  expect(after.statuses()).toEqual(['ABORTED']);
  after.executions.resume();
  expect(after.statuses()).toEqual(['ABORTED']);
});

test('a redrive is never written down without its event', async () => {
  const directory = await temporaryDirectory();
  const fails = machineOf({ Done: { Type: 'Fail', Error: 'No' } });
  const seen: { status: string; events: number }[] = [];
  const watch = (journal: Journal): Journal => {
    const other = openJournal(directory);
    onTestFinished(() => other.close());
    const sql = 'SELECT status, (SELECT count(*) FROM outbox) AS events FROM executions';
    const commit = () => {
      journal.commit();
      seen.push(...other.all<(typeof seen)[number]>(sql));
    };
    return { ...journal, commit };
  };
  const { executions, statuses } = await room(() => NEVER, directory, watch);
  const { arn } = executions.start(machine(fails), 'one', '{}')!;
  await expect.poll(statuses).toEqual(['RUNNING', 'FAILED']);
  seen.length = 0;
  executions.redrive(executions.find(arn)!);
  expect(seen[0]).toEqual({ status: 'RUNNING', events: 1 });
  await expect.poll(statuses).toEqual(['RUNNING', 'FAILED', 'RUNNING', 'FAILED']);
});
