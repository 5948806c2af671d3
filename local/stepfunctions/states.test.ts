import { afterEach, expect, test, vi } from 'vitest';
import { functionError, invoke, runStates } from './room.fixture.ts';

const PASS = { Type: 'Pass', End: true };
afterEach(() => {
  vi.useRealTimers();
});

/** Runs with timers that end at once, so that no test waits. */
async function runFast(...given: Parameters<typeof runStates>) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const running = runStates(...given);
  let ended = false;
  const end = running.finally(() => {
    ended = true;
  });
  while (!ended) {
    await vi.advanceTimersByTimeAsync(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return end;
}

test('variables are seen by later states, Output by the next one', async () => {
  const { output } = await runStates(
    {
      First: {
        Type: 'Pass',
        Assign: { n: '{% $states.input.n + 1 %}', old: '{% $exists($n) %}' },
        Output: { x: 1 },
        Next: 'Second',
      },
      Second: { Type: 'Pass', Output: { n: '{% $n %}', old: '{% $old %}', x: '{% $states.input.x %}' }, End: true },
    },
    { input: { n: 4 } },
  );
  expect(output).toEqual({ n: 5, old: false, x: 1 });
});

test.each([
  { n: 5, output: 'large' },
  { n: 1, output: 'small' },
])('a choice of $n goes to $output', async ({ n, output }) => {
  const choice = {
    Type: 'Choice',
    Choices: [{ Condition: '{% $states.input.n > 3 %}', Output: "{% 'large' %}", Next: 'End' }],
    Default: 'End',
    Output: "{% 'small' %}",
  };
  expect(await runStates({ Choose: choice, End: PASS }, { input: { n } })).toMatchObject({
    status: 'SUCCEEDED',
    output,
  });
});

test('no rule and no Default is States.NoChoiceMatched', async () => {
  const choice = { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] };
  expect(await runStates({ Choose: choice, End: PASS })).toMatchObject({
    status: 'FAILED',
    error: 'States.NoChoiceMatched',
  });
});

test('branches run side by side, see the variables around, and answer in order', async () => {
  const branch = (text: string) => ({
    StartAt: text,
    States: { [text]: { Type: 'Pass', Output: `{% $greeting & '${text}' %}`, End: true } },
  });
  const { output } = await runStates({
    Start: { Type: 'Pass', Assign: { greeting: 'hi ' }, Next: 'Both' },
    Both: { Type: 'Parallel', Branches: [branch('a'), branch('b')], End: true },
  });
  expect(output).toEqual(['hi a', 'hi b']);
});

test('an error that is caught goes on with what the catcher makes of it', async () => {
  const { output, events } = await runStates(
    {
      Work: invoke({
        Catch: [
          {
            ErrorEquals: ['Broken'],
            Assign: { why: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
            Next: 'Tell',
          },
        ],
        End: true,
      }),
      Tell: { Type: 'Pass', Output: { error: '{% $states.input.Error %}', why: '{% $why %}' }, End: true },
    },
    { perform: () => Promise.reject(functionError('Broken', 'no paper')) },
  );
  expect(output).toEqual({ error: 'Broken', why: 'no paper' });
  expect(events).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskFailed',
    'TaskStateExited',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a task is tried again until it works, and knows how often', async () => {
  let calls = 0;
  const { output } = await runFast(
    {
      Work: invoke({
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60 }],
        Output: '{% $states.context.State.RetryCount %}',
        End: true,
      }),
    },
    { perform: async () => (++calls < 3 ? Promise.reject(functionError('Busy')) : { Payload: 1 }) },
  );
  expect({ output, calls }).toEqual({ output: 2, calls: 3 });
});

test('a task that takes too long is States.Timeout, and its call is told to stop', async () => {
  let stopped = false;
  const { status, error, events } = await runFast(
    { Work: invoke({ TimeoutSeconds: 5, End: true }) },
    {
      perform: ({ signal }) => {
        signal.addEventListener('abort', () => {
          stopped = true;
        });
        return new Promise(() => {});
      },
    },
  );
  expect({ status, error, stopped }).toEqual({ status: 'FAILED', error: 'States.Timeout', stopped: true });
  expect(events).toContain('TaskTimedOut');
});

test('a call that cannot send heartbeats outlives none', async () => {
  const { error, events } = await runFast(
    { Work: invoke({ TimeoutSeconds: 50, HeartbeatSeconds: 5, End: true }) },
    { perform: () => new Promise(() => {}) },
  );
  expect(error).toBe('States.HeartbeatTimeout');
  expect(events).toContain('TaskTimedOut');
});

test('an execution that takes too long is TIMED_OUT', async () => {
  const wait = { Wait: { Type: 'Wait', Seconds: 1000, End: true } };
  expect(await runFast(wait, { rest: { TimeoutSeconds: 3 } })).toMatchObject({ status: 'TIMED_OUT' });
});

test.each([
  ['aws-sdk:s3:getObject', 'NoSuchKey', 'S3.NoSuchKeyException'],
  ['aws-sdk:dynamodb:transactWriteItems', 'TransactionCanceledException', 'DynamoDb.TransactionCanceledException'],
  ['dynamodb:putItem', 'ConditionalCheckFailedException', 'DynamoDB.ConditionalCheckFailedException'],
])('%s answers %s as %s', async (resource, name, error) => {
  const task = { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments: {}, End: true };
  const result = await runStates({ Work: task }, { perform: () => Promise.reject(functionError(name, 'because')) });
  expect(result).toMatchObject({ status: 'FAILED', error, cause: 'because' });
});

test('more than 256 KiB cannot travel, and no wildcard catches that', async () => {
  const work = invoke({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }], Next: 'End' });
  const perform = async () => ({ Payload: 'x'.repeat(262_144) });
  expect(await runStates({ Work: work, End: PASS }, { perform })).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
  });
});

test('an expression that fails names the state, the event and the field', async () => {
  const { error, cause, events } = await runStates({ Sum: { Type: 'Pass', Output: { a: '{% $none %}' }, End: true } });
  expect({ error, cause }).toEqual({
    error: 'States.QueryEvaluationError',
    cause:
      "An error occurred while executing the state 'Sum' (entered at the event id #2). The JSONata expression '$none' specified for the field 'Output/a' returned nothing (undefined).",
  });
  expect(events).toEqual(['ExecutionStarted', 'PassStateEntered', 'EvaluationFailed', 'ExecutionFailed']);
});

test('an inline Map keeps the order of its items and no more under way than asked', async () => {
  let underWay = 0;
  let most = 0;
  const { output } = await runStates(
    {
      Each: {
        Type: 'Map',
        Items: [1, 2, 3, 4, 5],
        MaxConcurrency: 2,
        ItemSelector: { n: '{% $states.context.Map.Item.Value %}', i: '{% $states.context.Map.Item.Index %}' },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'Work',
          States: { Work: invoke({ End: true }) },
        },
        End: true,
      },
    },
    {
      perform: async ({ parameters }) => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        return { Payload: parameters.Payload.n * 10 + parameters.Payload.i };
      },
    },
  );
  expect({ output, most }).toEqual({ output: [10, 21, 32, 43, 54], most: 2 });
});
