import { afterEach, expect, test, vi } from 'vitest';
import { functionError, invoke, MACHINE_ARN, runStates } from '../room.fixture.ts';
import { bucketAnd, distributed, reader, WRITER } from './bucket.fixture.ts';

afterEach(() => {
  vi.useRealTimers();
});
const work = invoke({ End: true });
/** Fails for the numbers given, answers ten times the others. */
const failingFor = (...bad: number[]) =>
  bucketAnd(async (n: number) => (bad.includes(n) ? Promise.reject(functionError('Broken', `no ${n}`)) : n * 10));

test('lines are read, batched, worked on, and written by outcome; the state hands on where', async () => {
  const lines = Array.from({ length: 5 }, (_, n) => JSON.stringify({ n })).join('\n');
  const { perform, objects, readJson } = bucketAnd(
    async ({ BatchInput, Items }) => ({ job: BatchInput.job, sum: Items.length }),
    {
      'items.jsonl': lines,
    },
  );
  const { output, events } = await runStates(
    {
      Each: distributed(work, {
        Label: 'Stage',
        ItemReader: reader('{% $states.input.key %}', { InputType: 'JSONL' }),
        ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { job: '{% $states.input.job %}' } },
        ResultWriter: { ...WRITER, WriterConfig: { OutputType: 'JSONL', Transformation: 'COMPACT' } },
      }),
    },
    { input: { key: 'items.jsonl', job: 'j' }, perform },
  );
  const id = output.MapRunArn.split(':').at(-1);
  expect(output).toEqual({
    MapRunArn: `arn:aws:states:us-east-1:000000000000:mapRun:test/Stage:${id}`,
    ResultWriterDetails: { Bucket: 'b', Key: `results/${id}/manifest.json` },
  });
  const text = ['{"job":"j","sum":2}', '{"job":"j","sum":2}', '{"job":"j","sum":1}', ''].join('\n');
  expect(objects.get(`results/${id}/SUCCEEDED_0.jsonl`)).toBe(text);
  expect(readJson(`results/${id}/manifest.json`)).toEqual({
    DestinationBucket: 'b',
    MapRunArn: output.MapRunArn,
    ResultFiles: {
      FAILED: [],
      PENDING: [],
      SUCCEEDED: [{ Key: `results/${id}/SUCCEEDED_0.jsonl`, Size: text.length }],
    },
  });
  expect(events).toEqual([
    'ExecutionStarted',
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
});

test.each([
  { tolerated: {}, status: 'FAILED' },
  { tolerated: { ToleratedFailureCount: 0 }, status: 'FAILED' },
  { tolerated: { ToleratedFailureCount: 1 }, status: 'FAILED' },
  { tolerated: { ToleratedFailureCount: 2 }, status: 'SUCCEEDED' },
  { tolerated: { ToleratedFailurePercentage: 49 }, status: 'FAILED' },
  { tolerated: { ToleratedFailurePercentage: 50 }, status: 'SUCCEEDED' },
  { tolerated: { ToleratedFailureCount: 1, ToleratedFailurePercentage: 50 }, status: 'FAILED' },
])('two of four items failing, $tolerated tolerated: $status', async ({ tolerated, status }) => {
  const { perform } = failingFor(2, 3);
  const result = await runStates({ Each: distributed(work, tolerated) }, { input: [1, 2, 3, 4], perform });
  expect(result.status).toBe(status);
  expect(result.error).toBe(status === 'FAILED' ? 'States.ExceedToleratedFailureThreshold' : null);
});

test('tolerated failures are written with what was asked and what was said', async () => {
  const { perform, readJson } = failingFor(2);
  const each = distributed(work, { ToleratedFailureCount: 1, ResultWriter: WRITER });
  const { output } = await runStates({ Each: each }, { input: [1, 2], perform });
  const { FAILED, SUCCEEDED } = readJson(output.ResultWriterDetails.Key).ResultFiles;
  const message = JSON.stringify({ errorType: 'Broken', errorMessage: 'no 2' });
  expect(readJson(FAILED[0].Key)).toMatchObject([{ Status: 'FAILED', Input: '2', Error: 'Broken', Cause: message }]);
  expect(readJson(SUCCEEDED[0].Key)).toMatchObject([{ Status: 'SUCCEEDED', Input: '1', Output: '10' }]);
});

test('a Map run that fails still writes what it has', async () => {
  const { perform, objects, readJson } = failingFor(2);
  const each = distributed(work, { MaxConcurrency: 1, ResultWriter: WRITER });
  expect((await runStates({ Each: each }, { input: [1, 2, 3], perform })).status).toBe('FAILED');
  const manifest = [...objects.keys()].find((key) => key.endsWith('manifest.json'))!;
  const files = readJson(manifest).ResultFiles;
  const inputs = ['SUCCEEDED', 'FAILED', 'PENDING'].map((status) => readJson(files[status][0].Key)[0].Input);
  expect(inputs).toEqual(['1', '2', '3']);
});

test('FLATTEN joins the arrays of the children', async () => {
  const { perform, readJson } = bucketAnd(async (n: number) => [n, n]);
  const each = distributed(work, {
    ResultWriter: { ...WRITER, WriterConfig: { OutputType: 'JSON', Transformation: 'FLATTEN' } },
  });
  const { output } = await runStates({ Each: each }, { input: [1, 2], perform });
  const [file] = readJson(output.ResultWriterDetails.Key).ResultFiles.SUCCEEDED;
  expect(readJson(file.Key)).toEqual([1, 1, 2, 2]);
});

test('children see their own execution and no variable from outside', async () => {
  const child = {
    Type: 'Pass',
    Output: { own: '{% $states.context.Execution.Input %}', outer: '{% $exists($outer) %}' },
    End: true,
  };
  const { output } = await runStates({
    Start: { Type: 'Pass', Assign: { outer: 1 }, Output: '{% [7, 8] %}', Next: 'Each' },
    Each: distributed(child),
  });
  expect(output).toEqual([7, 8].map((own) => ({ own, outer: false })));
});

test('an Express child ends after five minutes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { perform } = bucketAnd(() => {
    setImmediate(() => vi.advanceTimersByTimeAsync(300_000));
    return new Promise(() => {});
  });
  const { error, journal } = await runStates({ Each: distributed(work) }, { input: [1], perform });
  expect(error).toBe('States.ExceedToleratedFailureThreshold');
  expect(journal.get('SELECT status, error FROM map_children')).toMatchObject({
    status: 'TIMED_OUT',
    error: 'States.Timeout',
  });
});

test('10,000 items, with no more under way than asked', async () => {
  let underWay = 0;
  let most = 0;
  const { perform, readJson } = bucketAnd(async (n: number) => {
    most = Math.max(most, ++underWay);
    await null;
    underWay--;
    return n;
  });
  const items = Array.from({ length: 10_000 }, (_, n) => n);
  const each = distributed(work, {
    MaxConcurrency: 50,
    ResultWriter: { ...WRITER, WriterConfig: { OutputType: 'JSON', Transformation: 'COMPACT' } },
  });
  const { output } = await runStates({ Each: each }, { input: items, perform });
  const [file] = readJson(output.ResultWriterDetails.Key).ResultFiles.SUCCEEDED;
  expect(readJson(file.Key)).toEqual(items);
  expect(most).toBe(50);
});

test('children start only when the state machine’s role may start executions of its own machine', async () => {
  const asked: unknown[] = [];
  const run = await runStates(
    { Each: distributed(work, {}) },
    {
      input: [1],
      perform: async () => ({ Payload: 'worked' }),
      authorize: (call) => {
        asked.push(call);
        throw Object.assign(new Error('may not start'), { name: 'AccessDenied' });
      },
    },
  );
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.Permissions', cause: 'may not start' });
  expect(asked).toEqual([
    {
      principal: { arn: 'arn:aws:sts::000000000000:assumed-role/test/test' },
      action: 'states:StartExecution',
      resource: MACHINE_ARN,
    },
  ]);
});
