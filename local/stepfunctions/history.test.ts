/** The order, the numbers and the links of history events, as the service records them. */
import { expect, test } from 'vitest';
import { bucketAnd, distributed } from './map/bucket.fixture.ts';
import { functionError, invoke, runStates } from './room.fixture.ts';

const PASS = { Type: 'Pass', End: true };
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:work';

/** Runs to the end; answers `id < previous: type` for every event. */
async function historyOf(...given: Parameters<typeof runStates>) {
  const { journal, arn } = await runStates(...given);
  type Row = { id: number; previous: number; type: string; details: string };
  const rows = journal.all<Row>('SELECT * FROM events WHERE execution = ? ORDER BY id', arn);
  return {
    lines: rows.map(({ id, previous, type }) => `${id} < ${previous}: ${type}`),
    details: (type: string) => rows.filter((row) => row.type === type).map((row) => JSON.parse(row.details)),
  };
}

test('a function by its ARN has events of its own, its answer is the result', async () => {
  const states = { Work: { Type: 'Task', Resource: FUNCTION, TimeoutSeconds: 9, End: true } };
  const { lines, details } = await historyOf(states, {
    input: { n: 1 },
    perform: async ({ parameters }) => ({
      Payload: { got: JSON.parse(parameters.Payload), from: parameters.FunctionName },
    }),
  });
  expect(lines).toEqual([
    '1 < 0: ExecutionStarted',
    '2 < 0: TaskStateEntered',
    '3 < 2: LambdaFunctionScheduled',
    '4 < 3: LambdaFunctionStarted',
    '5 < 4: LambdaFunctionSucceeded',
    '6 < 5: TaskStateExited',
    '7 < 6: ExecutionSucceeded',
  ]);
  expect(details('LambdaFunctionScheduled')).toEqual([
    {
      lambdaFunctionScheduledEventDetails: {
        resource: FUNCTION,
        input: '{"n":1}',
        inputDetails: { truncated: false },
        timeoutInSeconds: 9,
      },
    },
  ]);
  expect(details('LambdaFunctionStarted')).toEqual([{}]);
  expect(details('LambdaFunctionSucceeded')).toMatchObject([
    { lambdaFunctionSucceededEventDetails: { output: JSON.stringify({ got: { n: 1 }, from: FUNCTION }) } },
  ]);
});

test('a function by its ARN that fails', async () => {
  const states = { Work: { Type: 'Task', Resource: FUNCTION, End: true } };
  const { lines, details } = await historyOf(states, {
    perform: () => Promise.reject(functionError('Broken', 'no ink')),
  });
  expect(lines.slice(3)).toEqual([
    '4 < 3: LambdaFunctionStarted',
    '5 < 4: LambdaFunctionFailed',
    '6 < 5: ExecutionFailed',
  ]);
  expect(details('LambdaFunctionFailed')).toEqual([
    {
      lambdaFunctionFailedEventDetails: {
        error: 'Broken',
        cause: JSON.stringify({ errorType: 'Broken', errorMessage: 'no ink' }),
      },
    },
  ]);
});

test('iterations of an inline Map follow the one whose place they take', async () => {
  const each = {
    Type: 'Map',
    Items: [1, 2],
    MaxConcurrency: 1,
    ItemProcessor: { StartAt: 'In', States: { In: PASS } },
    End: true,
  };
  const { lines } = await historyOf({ Each: each });
  expect(lines).toEqual([
    '1 < 0: ExecutionStarted',
    '2 < 0: MapStateEntered',
    '3 < 2: MapStateStarted',
    '4 < 3: MapIterationStarted',
    '5 < 4: PassStateEntered',
    '6 < 5: PassStateExited',
    '7 < 6: MapIterationSucceeded',
    '8 < 6: MapIterationStarted',
    '9 < 8: PassStateEntered',
    '10 < 9: PassStateExited',
    '11 < 10: MapIterationSucceeded',
    '12 < 11: MapStateSucceeded',
    '13 < 11: MapStateExited',
    '14 < 13: ExecutionSucceeded',
  ]);
});

test('a Distributed Map tells of its run and of no iteration', async () => {
  const { perform } = bucketAnd(async (n: number) => n);
  const { lines } = await historyOf({ Each: distributed(invoke({ End: true })) }, { input: [1, 2], perform });
  expect(lines).toEqual([
    '1 < 0: ExecutionStarted',
    '2 < 0: MapStateEntered',
    '3 < 2: MapStateStarted',
    '4 < 3: MapRunStarted',
    '5 < 4: MapRunSucceeded',
    '6 < 5: MapStateSucceeded',
    '7 < 4: MapStateExited',
    '8 < 7: ExecutionSucceeded',
  ]);
});

test('an expression that fails as a state begins is put behind what came before', async () => {
  const { lines } = await historyOf({
    First: { Type: 'Pass', Next: 'Second' },
    Second: { ...PASS, Output: '{% $none %}' },
  });
  expect(lines.slice(2)).toEqual([
    '3 < 2: PassStateExited',
    '4 < 3: PassStateEntered',
    '5 < 3: EvaluationFailed',
    '6 < 5: ExecutionFailed',
  ]);
});

test('a branch that fails leaves the states beside it aborted, and its own task, too', async () => {
  const parallel = {
    Type: 'Parallel',
    Branches: [
      { StartAt: 'Work', States: { Work: invoke({ End: true }) } },
      { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 1000, End: true } } },
    ],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
    Next: 'End',
  };
  const perform = () => Promise.reject(functionError('Broken'));
  const { lines } = await historyOf({ Both: parallel, End: PASS }, { perform });
  const types = lines.map((line) => line.split(': ')[1]);
  expect(types.slice(0, 3)).toEqual(['ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted']);
  expect(types.slice(3, -5).toSorted()).toEqual([
    'TaskFailed',
    'TaskScheduled',
    'TaskStarted',
    'TaskStateAborted',
    'TaskStateEntered',
    'WaitStateAborted',
    'WaitStateEntered',
  ]);
  expect(types.slice(-5)).toEqual([
    'ParallelStateFailed',
    'ParallelStateExited',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
});

test('iterations that a failed one cuts short are aborted', async () => {
  const each = {
    Type: 'Map',
    Items: [0, 1],
    ItemProcessor: { StartAt: 'In', States: { In: invoke({ End: true }) } },
    End: true,
  };
  const perform = ({ parameters }: { parameters: { Payload: number } }) =>
    parameters.Payload === 0 ? new Promise<never>(() => {}) : Promise.reject(functionError('Broken'));
  const { lines, details } = await historyOf({ Each: each }, { perform });
  const types = lines.map((line) => line.split(': ')[1]);
  expect(types.slice(-5)).toEqual([
    'MapIterationFailed',
    'TaskStateAborted',
    'MapIterationAborted',
    'MapStateFailed',
    'ExecutionFailed',
  ]);
  expect(details('MapIterationAborted')).toEqual([{ mapIterationAbortedEventDetails: { name: 'Each', index: 0 } }]);
});
