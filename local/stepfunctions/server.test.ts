import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sfn from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Authorize } from '../service.ts';
import { bucketAnd, distributed } from './map/bucket.fixture.ts';
import { invoke, MACHINE_ARN, machineOf, temporaryDirectory } from './room.fixture.ts';
import { createStepFunctions, type StepFunctionsRoom } from './server.ts';

const CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
const ROLE = 'arn:aws:iam::000000000000:role/r';
let room: StepFunctionsRoom;
let client: sfn.SFNClient;
let close: () => Promise<void>;
let authorize: Authorize;
let endpoint: string;

beforeEach(async () => {
  authorize = () => {};
  const principal = { arn: 'arn:aws:iam::000000000000:role/caller' };
  room = createStepFunctions({
    directory: await temporaryDirectory(),
    credentials: (id) =>
      id === CREDENTIALS.accessKeyId ? { secret: CREDENTIALS.secretAccessKey, principal } : undefined,
    perform: bucketAnd(async (n: number) => (n < 0 ? new Promise(() => {}) : n + 1)).perform,
    authorize: (call) => authorize(call),
  });
  const server = createServer((request, response) => void room.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = clientWith(CREDENTIALS);
  close = async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await room.close();
  };
  machine(machineOf({ Each: distributed(invoke({ End: true }), { Label: 'Stage' }) }));
});
afterEach(() => close());

const clientWith = (credentials: typeof CREDENTIALS) =>
  // A host prefix (StartSyncExecution) would ask for sync-127.0.0.1.
  new sfn.SFNClient({ disableHostPrefix: true, endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
const machine = (definition: string) =>
  room.ensureStateMachine({
    name: 'test',
    arn: MACHINE_ARN,
    definition,
    roleArn: 'arn:aws:iam::000000000000:role/r',
    type: 'STANDARD',
  });
const start = (input: unknown, name?: string) =>
  client.send(new sfn.StartExecutionCommand({ stateMachineArn: MACHINE_ARN, name, input: JSON.stringify(input) }));

async function ended(executionArn: string | undefined) {
  for (;;) {
    const answer = await client.send(new sfn.DescribeExecutionCommand({ executionArn }));
    if (answer.status !== 'RUNNING') return answer;
  }
}

test('an execution is started, described, listed, and has a history and a Map run', async () => {
  const { executionArn, startDate } = await start([1, 2], 'first');
  expect(executionArn).toBe('arn:aws:states:us-east-1:000000000000:execution:test:first');
  expect(startDate).toBeInstanceOf(Date);
  expect(await ended(executionArn)).toMatchObject({
    status: 'SUCCEEDED',
    name: 'first',
    input: '[1,2]',
    output: '[2,3]',
    stateMachineArn: MACHINE_ARN,
  });

  const list = await client.send(
    new sfn.ListExecutionsCommand({ stateMachineArn: MACHINE_ARN, statusFilter: 'SUCCEEDED' }),
  );
  expect(list.executions?.map(({ name }) => name)).toEqual(['first']);
  const { mapRuns } = await client.send(new sfn.ListMapRunsCommand({ executionArn }));
  const run = await client.send(new sfn.DescribeMapRunCommand({ mapRunArn: mapRuns?.[0]?.mapRunArn }));
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    itemCounts: { total: 2, succeeded: 2, failed: 0 },
    executionCounts: { total: 2 },
  });

  const page = await client.send(new sfn.GetExecutionHistoryCommand({ executionArn, maxResults: 2 }));
  const rest = await client.send(new sfn.GetExecutionHistoryCommand({ executionArn, nextToken: page.nextToken }));
  expect([...page.events!, ...rest.events!].map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(page.events?.[1]).toMatchObject({
    type: 'MapStateEntered',
    stateEnteredEventDetails: { name: 'Each', input: '[1,2]' },
  });
});

test('the same name starts once while it runs, and never again', async () => {
  const first = await start([-1], 'same');
  expect((await start([-1], 'same')).executionArn).toBe(first.executionArn);
  await expect(start([-2], 'same')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await client.send(
    new sfn.StopExecutionCommand({ executionArn: first.executionArn, error: 'Cancelled', cause: 'asked for' }),
  );
  expect(await ended(first.executionArn)).toMatchObject({ status: 'ABORTED', error: 'Cancelled', cause: 'asked for' });
  await expect(start([-1], 'same')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test('a stopped execution leaves no Map run and no child running', async () => {
  const { executionArn } = await start([-1, 5]);
  const { mapRuns } = await client.send(new sfn.ListMapRunsCommand({ executionArn }));
  await client.send(new sfn.StopExecutionCommand({ executionArn }));
  const run = await client.send(new sfn.DescribeMapRunCommand({ mapRunArn: mapRuns?.[0]?.mapRunArn }));
  expect(run).toMatchObject({ status: 'ABORTED', itemCounts: { running: 0, aborted: 1 } });
});

test('state machines are described and listed', async () => {
  const described = await client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: MACHINE_ARN }));
  expect(described).toMatchObject({
    name: 'test',
    status: 'ACTIVE',
    type: 'STANDARD',
    definition: expect.stringContaining('JSONata'),
  });
  const { stateMachines } = await client.send(new sfn.ListStateMachinesCommand({}));
  expect(stateMachines?.map(({ stateMachineArn }) => stateMachineArn)).toEqual([MACHINE_ARN]);
});

test('state machines are made, changed and deleted by calls, with their executions', async () => {
  const pass = (Output: string) => machineOf({ Pass: { Type: 'Pass', Output, End: true } });
  const create = (definition: string) =>
    client.send(new sfn.CreateStateMachineCommand({ name: 'made', definition, roleArn: ROLE }));
  const { stateMachineArn, creationDate } = await create(pass("{% 'one' %}"));
  expect(stateMachineArn).toBe('arn:aws:states:us-east-1:000000000000:stateMachine:made');
  expect((await create(pass("{% 'one' %}"))).creationDate).toEqual(creationDate);
  await expect(create(pass("{% 'two' %}"))).rejects.toMatchObject({ name: 'StateMachineAlreadyExists' });

  await client.send(new sfn.UpdateStateMachineCommand({ stateMachineArn, definition: pass("{% 'two' %}") }));
  const { executionArn } = await client.send(new sfn.StartExecutionCommand({ stateMachineArn }));
  expect(await ended(executionArn)).toMatchObject({ output: '"two"' });
  await client.send(new sfn.DeleteStateMachineCommand({ stateMachineArn }));
  await expect(client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject({
    name: 'StateMachineDoesNotExist',
  });
  await expect(client.send(new sfn.DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('an Express workflow answers when it ends, and its name may run again', async () => {
  const definition = machineOf({ Work: invoke({ End: true }) });
  const { stateMachineArn } = await client.send(
    new sfn.CreateStateMachineCommand({ name: 'fast', definition, roleArn: ROLE, type: 'EXPRESS' }),
  );
  const run = (input: unknown) =>
    client.send(new sfn.StartSyncExecutionCommand({ stateMachineArn, name: 'same', input: JSON.stringify(input) }));
  const [first, second] = [await run(1), await run(2)];
  expect(first).toMatchObject({ status: 'SUCCEEDED', name: 'same', input: '1', output: '2', stateMachineArn });
  expect(first.executionArn).toMatch(/^arn:aws:states:us-east-1:000000000000:express:fast:same:[0-9a-f-]{36}$/);
  expect(second.output).toBe('3');
  await client.send(new sfn.StartExecutionCommand({ stateMachineArn, input: '1' }));
  await expect(client.send(new sfn.ListExecutionsCommand({ stateMachineArn }))).rejects.toMatchObject({
    name: 'StateMachineTypeNotSupported',
  });
});

test('a definition is validated without being made', async () => {
  const validate = (definition: string) => client.send(new sfn.ValidateStateMachineDefinitionCommand({ definition }));
  expect(await validate(machineOf({ Pass: { Type: 'Pass', End: true } }))).toMatchObject({
    result: 'OK',
    diagnostics: [],
  });
  expect(await validate('{"States":{"A":{"Type":"Pass","End":true}}}')).toMatchObject({
    result: 'FAIL',
    diagnostics: [
      {
        severity: 'ERROR',
        code: 'SCHEMA_VALIDATION_FAILED',
        message: 'These fields are required: [StartAt]',
        location: '/',
      },
    ],
  });
});

test.each([
  ['StateMachineDoesNotExist', new sfn.StartExecutionCommand({ stateMachineArn: `${MACHINE_ARN}x` })],
  ['InvalidName', new sfn.StartExecutionCommand({ stateMachineArn: MACHINE_ARN, name: 'a b' })],
  ['InvalidExecutionInput', new sfn.StartExecutionCommand({ stateMachineArn: MACHINE_ARN, input: '{' })],
  ['ExecutionDoesNotExist', new sfn.DescribeExecutionCommand({ executionArn: 'arn:x' })],
  ['ResourceNotFound', new sfn.DescribeMapRunCommand({ mapRunArn: 'arn:x' })],
  ['StateMachineTypeNotSupported', new sfn.StartSyncExecutionCommand({ stateMachineArn: MACHINE_ARN })],
  ['InvalidDefinition', new sfn.CreateStateMachineCommand({ name: 'x', definition: '{}', roleArn: ROLE })],
  ['InvalidArn', new sfn.CreateStateMachineCommand({ name: 'x', definition: '{}', roleArn: 'me' })],
  [
    'ValidationException',
    new sfn.CreateStateMachineCommand({ name: 'x', definition: '{}', roleArn: ROLE, publish: true }),
  ],
  ['UnknownOperationException', new sfn.CreateActivityCommand({ name: 'a' })],
])('%s', async (name, command) => {
  await expect(client.send(command as sfn.DescribeExecutionCommand)).rejects.toMatchObject({ name });
});

test('parameters without effect may be given, unknown ones are named', async () => {
  const describe = (includedData: sfn.IncludedData) =>
    client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: MACHINE_ARN, includedData }));
  expect(await describe('ALL_DATA')).toMatchObject({ name: 'test' });
  await expect(describe('METADATA_ONLY')).rejects.toMatchObject({
    name: 'ValidationException',
    message: "DescribeStateMachine: the parameter 'includedData' is not available here",
  });
});

test('a wrong secret is refused', async () => {
  const stranger = clientWith({ ...CREDENTIALS, secretAccessKey: 'guess' });
  onTestFinished(() => stranger.destroy());
  await expect(stranger.send(new sfn.ListStateMachinesCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

test('the account decides who may call what on which resource', async () => {
  const asked: unknown[] = [];
  authorize = ({ action, resource, principal }) => {
    asked.push([principal?.arn, action, resource]);
    throw Object.assign(new Error('not allowed'), { name: 'AccessDenied' });
  };
  await expect(start([])).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(asked).toEqual([['arn:aws:iam::000000000000:role/caller', 'states:StartExecution', MACHINE_ARN]]);
});

test('a state machine that cannot run here is refused by name, state and field', () => {
  expect(() =>
    machine(
      JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', X: 1, End: true } } }),
    ),
  ).toThrow(
    "State machine test: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Field is not supported here, or belongs to JSONPath at /States/A/X'",
  );
});
