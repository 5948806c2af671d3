/** RedriveExecution: what is done stays, what failed is done again. */
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { distributed, PASS, readObject, useAccount } from './account.fixture.ts';

const account = useAccount();
const countOf = async (arn: string, wanted: string) =>
  (await account.history(arn)).filter(({ type }) => type === wanted).length;
const items = (States: Record<string, object>, rest: object = {}) => ({
  Type: 'Map',
  ItemProcessor: { StartAt: Object.keys(States)[0], States },
  End: true,
  ...rest,
});
/** Reads the object that its item names. */
const readItem = (rest: object = {}) =>
  readObject(account.Bucket, 'x', { Arguments: { Bucket: account.Bucket, Key: '{% $states.input %}' }, ...rest });

test('the failed state is done again with the same input, what was before it is not', async () => {
  const states = {
    Before: { Type: 'Pass', Assign: { kept: 7 }, Next: 'Read' },
    Read: readObject(account.Bucket, 'late', {
      Output: '{% $states.result.Body & $kept & $states.context.Execution.RedriveCount %}',
    }),
  };
  const { arn, status } = await account.run(states);
  expect(status).toBe('FAILED');
  expect(await account.states.send(new DescribeExecutionCommand({ executionArn: arn }))).toMatchObject({
    redriveCount: 0,
    redriveStatus: 'REDRIVABLE',
  });
  await account.put('late', 'here');
  expect(await account.redrive(arn)).toMatchObject({
    status: 'SUCCEEDED',
    output: 'here71',
    redriveCount: 1,
    redriveDate: expect.any(Date),
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
  const types = (await account.history(arn)).map(({ type }) => type);
  expect(types).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskFailed',
    'ExecutionFailed',
    'ExecutionRedriven',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('every Retry begins anew, and a second redrive counts', async () => {
  const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 }];
  const { arn } = await account.run({ Read: readObject(account.Bucket, 'never', { Retry }) });
  expect(await countOf(arn, 'TaskFailed')).toBe(2);
  expect((await account.redrive(arn)).status).toBe('FAILED');
  expect(await countOf(arn, 'TaskFailed')).toBe(4);
  expect(await account.redrive(arn)).toMatchObject({ status: 'FAILED', redriveCount: 2 });
});

test('only what failed of a Parallel and of an inline Map is done again', async () => {
  await account.put('there', '1');
  const states = {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Fine', States: { Fine: readObject(account.Bucket, 'there') } },
        {
          StartAt: 'Each',
          States: { Each: items({ Read: readItem() }, { Items: ['there', 'missing'], MaxConcurrency: 1 }) },
        },
      ],
      End: true,
    },
  };
  const { arn, status } = await account.run(states);
  expect(status).toBe('FAILED');
  await account.put('missing', '2');
  expect(await account.redrive(arn)).toMatchObject({ status: 'SUCCEEDED', output: ['1', ['1', '2']] });
  // Three objects, each read once: none of the reads that had succeeded was repeated.
  expect(await countOf(arn, 'TaskSucceeded')).toBe(3);
});

test.each(['EXPRESS', 'STANDARD'])('a Map run of %s children goes on with those that did not succeed', async (type) => {
  const key = (name: string) => `${type}-${name}`;
  await account.put(key('a'), 'A');
  const children = { Before: { Type: 'Pass', Next: 'Read' }, Read: readItem() };
  const writer = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: account.Bucket, Prefix: type } };
  const states = { Each: distributed(children, { MaxConcurrency: 1, ResultWriter: writer }, type) };
  const { arn, status, error } = await account.run(states, ['a', 'b', 'c'].map(key));
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  const before = await account.mapRun(arn);
  expect(before).toMatchObject({
    status: 'FAILED',
    redriveCount: 0,
    itemCounts: { succeeded: 1, failed: 1, pending: 1, total: 3 },
  });

  for (const name of ['b', 'c']) await account.put(key(name), name.toUpperCase());
  const { output, status: after } = await account.redrive(arn);
  expect(after).toBe('SUCCEEDED');
  expect(await account.mapRun(arn)).toMatchObject({
    mapRunArn: before.mapRunArn,
    status: 'SUCCEEDED',
    redriveCount: 1,
    redriveDate: expect.any(Date),
    itemCounts: { succeeded: 3, failed: 0, pending: 0, total: 3 },
  });
  const types = (await account.history(arn)).map(({ type }) => type);
  expect(types.filter((each) => /^(MapRun|Execution)/.test(each!))).toEqual([
    'ExecutionStarted',
    'MapRunStarted',
    'MapRunFailed',
    'ExecutionFailed',
    'ExecutionRedriven',
    'MapRunRedriven',
    'MapRunSucceeded',
    'ExecutionSucceeded',
  ]);

  const manifest = JSON.parse(await account.get(output.ResultWriterDetails.Key));
  const results = JSON.parse(await account.get(manifest.ResultFiles.SUCCEEDED[0].Key));
  expect(results.map((child: Record<string, unknown>) => [child.Output, child.RedriveCount])).toEqual([
    ['"A"', 0],
    ['"B"', 1],
    ['"C"', 0],
  ]);
  const { executions } = await account.states.send(new ListExecutionsCommand({ mapRunArn: before.mapRunArn }));
  const described = await account.states.send(
    new DescribeExecutionCommand({
      executionArn: executions!.find(({ redriveCount }) => redriveCount === 1)!.executionArn,
    }),
  );
  expect(described).toMatchObject({ status: 'SUCCEEDED', output: '"B"', mapRunArn: before.mapRunArn });
});

test('a Map run that could not be read is read again', async () => {
  const ItemReader = {
    Resource: 'arn:aws:states:::s3:getObject',
    Arguments: { Bucket: account.Bucket, Key: 'late.jsonl' },
    ReaderConfig: { InputType: 'JSONL' },
  };
  const { arn, error } = await account.run({ Each: distributed({ Pass: PASS }, { ItemReader }) });
  expect(error).toBe('States.ItemReaderFailed');
  await account.put('late.jsonl', '1\n2\n');
  expect(await account.redrive(arn)).toMatchObject({ status: 'SUCCEEDED', output: [1, 2] });
});

test('a stopped execution can be redriven, one that runs or has succeeded cannot', async () => {
  const arn = await account.start({ Wait: { Type: 'Wait', Seconds: 2, End: true } });
  const redrive = () => account.states.send(new RedriveExecutionCommand({ executionArn: arn }));
  await expect(redrive()).rejects.toMatchObject({
    name: 'ExecutionNotRedrivable',
    message: 'Execution is RUNNING and cannot be redriven',
  });
  await account.states.send(new StopExecutionCommand({ executionArn: arn }));
  expect(await account.redrive(arn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  await expect(redrive()).rejects.toMatchObject({ name: 'ExecutionNotRedrivable' });
});
