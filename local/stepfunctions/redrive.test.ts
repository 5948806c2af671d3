import { expect, test } from 'vitest';
import { bucketAnd, distributed } from './map/bucket.fixture.ts';
import {
  functionError,
  invoke,
  MACHINE_ARN,
  machineOf,
  openRoom,
  runStates,
  temporaryDirectory,
} from './room.fixture.ts';

const NEVER = new Promise<never>(() => {});

test('a restart in the middle of a redrive goes on with it, and redrives no Map run twice', async () => {
  const directory = await temporaryDirectory();
  const definition = machineOf({ Each: distributed(invoke({ End: true }), { MaxConcurrency: 1 }) });
  const calls: number[][] = [[], [], []];
  const workOf = (drive: number, work: (n: number) => Promise<unknown>) =>
    bucketAnd(async (n: number) => {
      calls[drive]!.push(n);
      return work(n);
    }).perform;

  const first = openRoom(
    directory,
    workOf(0, async (n) => (n === 1 ? Promise.reject(functionError('Broken')) : n)),
  );
  const { arn } = first.start(definition, [0, 1, 2, 3]);
  expect(await first.ended(arn)).toMatchObject({ status: 'FAILED' });
  await first.close();

  const { promise: stuck, resolve } = Promise.withResolvers<void>();
  const second = openRoom(
    directory,
    workOf(1, async (n) => {
      if (n < 2) return n;
      resolve();
      return NEVER;
    }),
  );
  second.executions.redrive(second.executions.find(arn)!);
  await stuck;
  await second.close();

  const third = openRoom(
    directory,
    workOf(2, async (n) => n),
  );
  third.executions.resume();
  expect(await third.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '[0,1,2,3]' });
  expect(calls).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(third.eventTypes(arn).filter((type) => /Redriven|^MapRun/.test(type))).toEqual([
    'MapRunStarted',
    'MapRunFailed',
    'ExecutionRedriven',
    'MapRunRedriven',
    'MapRunSucceeded',
  ]);
  await third.executions.removeAllOf(MACHINE_ARN);
  expect(third.journal.all('SELECT * FROM redrives')).toEqual([]);
  await third.close();
});

test('the frames of an execution that succeeded are forgotten', async () => {
  const { journal } = await runStates({ Pass: { Type: 'Pass', End: true } });
  expect(journal.all('SELECT * FROM frames')).toEqual([]);
});
