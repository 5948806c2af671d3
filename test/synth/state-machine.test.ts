import validate from 'asl-validator';
import { beforeAll, expect, test } from 'vitest';
import { BATCH_ITEMS, EXPRESS_SECONDS, TIMEOUT_SECONDS, WORKERS_SECONDS } from '../../lib/limits.ts';
import { flat, ofType, synthesisedResources } from '../support/templates.ts';

type State = Record<string, any>;
type Definition = { StartAt: string; States: Record<string, State> };
let definitions: Record<string, Definition>;
let definition: Definition;
beforeAll(async () => {
  const machines = ofType(await synthesisedResources(), 'AWS::StepFunctions::StateMachine') as [string, any][];
  definitions = Object.fromEntries(
    machines.map(([, { Properties }]) => [
      Properties.StateMachineName,
      JSON.parse(flat(Properties.DefinitionString)) as Definition,
    ]),
  );
  definition = definitions['Tessera-map']!;
});

/** All states of a machine, those of its child workflows included. */
const allStates = ({ States }: Definition): [string, State][] =>
  Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
  ]);

const maps = () => Object.entries(definition.States).filter(([, state]) => state.Type === 'Map');

test('they are valid Amazon States Language', () => {
  expect(Object.keys(definitions).toSorted()).toEqual([
    'Tessera-album-settling',
    'Tessera-map',
    'Tessera-map-deletion',
    'Tessera-map-removal',
    'Tessera-map-tidying',
  ]);
  for (const [name, each] of Object.entries(definitions)) {
    expect(validate(each as never), name).toMatchObject({ isValid: true, errors: [] });
  }
});

test('every call is tried again with growing, random waits, when the service may do it later', () => {
  const wanted: Record<string, string[]> = {
    'arn:aws:states:::lambda:invoke': [
      ...['Transient', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
      ...['Lambda.TooManyRequestsException', 'Runtime.ExitError'],
    ],
    'arn:aws:states:::dynamodb:updateItem': [
      ...['DynamoDB.ThrottlingException', 'DynamoDB.ProvisionedThroughputExceededException'],
      ...['DynamoDB.RequestLimitExceeded', 'DynamoDB.InternalServerError', 'DynamoDB.TransactionConflictException'],
    ],
    'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems': ['States.TaskFailed'],
  };
  const calls = Object.values(definitions)
    .flatMap(allStates)
    .filter(([, { Type }]) => Type === 'Task' || Type === 'Map');
  expect(calls.length).toBeGreaterThan(20);
  for (const [name, { Type, Resource, Retry }] of calls) {
    const errors = Type === 'Map' ? ['States.ItemReaderFailed', 'States.ResultWriterFailed'] : wanted[Resource];
    expect(errors, `${name} calls ${Resource}`).toBeDefined();
    expect(
      Retry.flatMap((each: State) => each.ErrorEquals),
      name,
    ).toEqual(expect.arrayContaining(errors!));
    for (const { BackoffRate, JitterStrategy, MaxAttempts } of Retry) {
      expect(BackoffRate, name).toBeGreaterThan(1);
      expect(JitterStrategy, name).toBe('FULL');
      expect(MaxAttempts, name).toBeGreaterThan(1);
    }
  }
});

test('a game takes what is left to be captured where one was asked for; its batches are counted as those of the stage', () => {
  const { Plan, IsPublished, CaptureGame } = definition.States as Record<string, State>;
  expect(Plan!.Assign.game).toBe('{% $states.result.Payload.game %}');
  expect(IsPublished!.Choices.map(({ Next }: State) => Next)).toEqual(['Publish', 'CaptureGame', 'Capture']);
  expect(CaptureGame!.ItemBatcher).toMatchObject({
    MaxItemsPerBatch: BATCH_ITEMS.captureGame,
    BatchInput: { stage: 'capture', game: '{% $game %}' },
  });
  expect(JSON.stringify(CaptureGame!.ItemProcessor)).toContain("'BATCH#capture#'");
});

test('the four stages are Distributed Maps that keep all their results', () => {
  expect(maps().map(([name]) => name)).toEqual(['Capture', 'CaptureGame', 'Coords', 'Tile', 'Cleanup']);
  for (const [name, map] of maps()) {
    expect(map.ItemProcessor.ProcessorConfig, name).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
    expect(map.ResultWriter.WriterConfig, name).toEqual({ OutputType: 'JSONL', Transformation: 'COMPACT' });
    expect(map.ToleratedFailurePercentage, name).toBeUndefined();
    expect(map.ToleratedFailureCount, name).toBe(0);
  }
});

test('shots are compared by what a sample of them told, and with nothing to compare neither is done', () => {
  const { IsCaptured, Calibrate } = definition.States as Record<string, State>;
  const [, calibrated, left] = IsCaptured!.Choices;
  expect(calibrated).toEqual({
    Condition: '{% $states.input.todo > 0 and $states.input.calibrated %}',
    Next: 'Coords',
  });
  expect(left).toEqual({ Condition: '{% $states.input.todo > 0 %}', Next: 'Calibrate' });
  expect(IsCaptured!.Default).toBe('CheckCoords');
  expect(Calibrate!.Next).toBe('Coords');
});

test('after each Map a Check reads what became of the items', () => {
  for (const [name, map] of maps()) expect(map.Next).toBe(`Check${name.replace('Game', '')}`);
});

test('whatever a step throws, the job hears of it', () => {
  for (const [name, state] of Object.entries(definition.States)) {
    if (state.Type !== 'Task' && state.Type !== 'Map') continue;
    // The last writes themselves: they are tried again, and a job that has ended otherwise stays as it is.
    const expected = ['Done', 'MarkFailed'].includes(name) ? 'DynamoDB.ConditionalCheckFailedException' : 'States.ALL';
    expect(
      state.Catch.flatMap((each: State) => each.ErrorEquals),
      name,
    ).toContain(expected);
  }
});

test('a worker that ran out of its time is not tried again, so that its child workflow can still answer for it', () => {
  for (const [name, map] of maps()) {
    const [retry] = map.ItemProcessor.States[`${name}Batch`].Retry;
    expect(retry.ErrorEquals, name).not.toContain('Sandbox.Timedout');
    expect(TIMEOUT_SECONDS.worker).toBeLessThan(WORKERS_SECONDS);
    expect(WORKERS_SECONDS).toBeLessThan(EXPRESS_SECONDS);
  }
});

test('once a map is live nothing marks its job failed', () => {
  for (const name of ['Cleanup', 'CheckCleanup']) expect(definition.States[name]!.Catch[0].Next).toBe('Done');
});

test('a batch is counted once: its row is put only if it is not there, with the counters in one transaction', () => {
  for (const [name, map] of maps()) {
    const count = map.ItemProcessor.States[`Count${name}Batch`];
    expect(count.Resource).toBe('arn:aws:states:::aws-sdk:dynamodb:transactWriteItems');
    const [put, update] = count.Arguments.TransactItems;
    expect(put.Put.ConditionExpression).toBe('attribute_not_exists(pk)');
    expect(update.Update.UpdateExpression).toContain('ADD completed_tasks');
  }
});

test('a child workflow never reads the input of the parent, which it cannot see', () => {
  for (const [name, map] of maps()) expect(JSON.stringify(map.ItemProcessor), name).not.toContain('Execution.Input');
});
