import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bucketAnd, distributed } from './map/bucket.fixture.ts';
import { functionError, invoke, MACHINE_ARN, machineOf, openRoom, temporaryDirectory } from './room.fixture.ts';

const NEVER = new Promise<never>(() => {});

test.each(['EXPRESS', 'STANDARD'] as const)(
  'a restart in the middle of a Map: finished %s children are not repeated',
  async (type) => {
    const directory = await temporaryDirectory();
    const definition = machineOf({ Each: distributed(invoke({ End: true }), { MaxConcurrency: 4 }, type) });
    const done: number[] = [];
    const { promise: stuck, resolve } = Promise.withResolvers<void>();
    const before = openRoom(
      directory,
      bucketAnd(async (n: number) => {
        // Four at a time: the 14th begins once the first ten have ended.
        if (n === 13) resolve();
        if (n >= 10) return NEVER;
        done.push(n);
        return n;
      }).perform,
    );
    const items = Array.from({ length: 20 }, (_, n) => n);
    const { arn } = before.start(definition, items);
    await stuck;
    await before.close();

    const again: number[] = [];
    const after = openRoom(
      directory,
      bucketAnd(async (n: number) => {
        again.push(n);
        return n;
      }).perform,
    );
    after.executions.resume();
    const row = await after.ended(arn);
    expect(JSON.parse(row.output!)).toEqual(items);
    expect([...done, ...again].toSorted((a, b) => a - b)).toEqual(items);
    expect(after.eventTypes(arn).filter((event) => event.startsWith('MapRun'))).toEqual([
      'MapRunStarted',
      'MapRunSucceeded',
    ]);
    await after.close();
  },
);

test('a restart between states goes on from the last finished one, with its variables', async () => {
  const directory = await temporaryDirectory();
  const calls: string[] = [];
  const definition = machineOf({
    First: invoke({
      Arguments: { FunctionName: 'first', Payload: {} },
      Assign: { kept: '{% $states.result.Payload %}' },
      Next: 'Second',
    }),
    Second: invoke({
      Arguments: { FunctionName: 'second', Payload: {} },
      Output: '{% $kept & $states.result.Payload %}',
      End: true,
    }),
  });
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const before = openRoom(directory, async ({ parameters }) => {
    calls.push(parameters.FunctionName);
    if (parameters.FunctionName === 'first') return { Payload: 'a' };
    resolve();
    return NEVER;
  });
  const { arn } = before.start(definition, {});
  await reached;
  await before.close();

  const after = openRoom(directory, async ({ parameters }) => {
    calls.push(parameters.FunctionName);
    return { Payload: 'b' };
  });
  after.executions.resume();
  expect(await after.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '"ab"' });
  expect(calls).toEqual(['first', 'second', 'second']);
  expect(after.eventTypes(arn).filter((event) => event === 'TaskStateEntered')).toHaveLength(2);
  await after.close();
});

test('a restart does not give a task its attempts back', async () => {
  const directory = await temporaryDirectory();
  const retry = { ErrorEquals: ['Busy'], IntervalSeconds: 3600, MaxAttempts: 1 };
  const definition = machineOf({ Work: invoke({ Retry: [retry], End: true }) });
  const { promise: failed, resolve } = Promise.withResolvers<void>();
  const busy = async () => {
    setImmediate(resolve);
    throw functionError('Busy');
  };
  const before = openRoom(directory, busy);
  const { arn } = before.start(definition, {});
  await failed;
  await before.close();

  const after = openRoom(directory, busy);
  after.executions.resume();
  expect(await after.ended(arn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
  await after.close();
});

test('a wait goes on from where it began', async () => {
  const directory = await temporaryDirectory();
  const before = openRoom(directory, () => NEVER);
  const { arn } = before.start(machineOf({ Wait: { Type: 'Wait', Seconds: 3600, End: true } }), {});
  await before.close();
  const after = openRoom(directory, () => NEVER);
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
  after.journal.run("UPDATE frames SET position = json_set(position, '$.entered', ?)", anHourAgo);
  after.executions.resume();
  expect((await after.ended(arn)).status).toBe('SUCCEEDED');
  await after.close();
});

test('kill -9 in the middle of a Map loses no item, and repeats only what was under way', async () => {
  const directory = await temporaryDirectory();
  const definition = machineOf({ Each: distributed(invoke({ End: true }), { MaxConcurrency: 4 }) });
  const program = join(import.meta.dirname, 'test-process.ts');
  const child = spawn(process.execPath, [program, directory, definition], { stdio: ['ignore', 'pipe', 'inherit'] });
  const begun: number[] = [];
  for await (const line of createInterface(child.stdout)) if (begun.push(Number(line)) === 60) child.kill('SIGKILL');
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');

  const again: number[] = [];
  const room = openRoom(directory, bucketAnd(async (n: number) => again.push(n) && n).perform);
  room.executions.resume();
  const arn = MACHINE_ARN.replace(':stateMachine:', ':execution:');
  const row = await room.ended(`${arn}:one`);
  const items = Array.from({ length: 200 }, (_, n) => n);
  expect(JSON.parse(row.output!)).toEqual(items);
  expect(new Set([...begun, ...again])).toEqual(new Set(items));
  // Four under way, and the four before them when their outcomes were not yet on disk.
  expect(begun.filter((n) => again.includes(n)).length).toBeLessThanOrEqual(8);
  await room.close();
});

test('an expression that never ends holds up neither the end nor the next start, and fails there', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const directory = await temporaryDirectory();
  const Output = "{% $contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/) %}";
  const before = openRoom(directory, () => NEVER);
  const { arn } = before.start(machineOf({ Look: { Type: 'Pass', Output, End: true } }), {});
  while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
  await before.close();

  const after = openRoom(directory, () => NEVER);
  expect(after.executions.find(arn)?.status).toBe('RUNNING');
  after.executions.resume();
  while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(10_000);
  expect(await after.ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  await after.close();
});
