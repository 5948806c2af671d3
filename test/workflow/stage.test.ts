/** A stage of the map's state machine on the twin's interpreter and DynamoDB: batches that crash, repeat, or cannot count. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { stage } from '../../lib/constructs/map-workflow/stage.ts';
import { BATCH_ITEMS, EXPRESS_SECONDS, WORKERS_SECONDS } from '../../lib/limits.ts';
import { createDynamodb, type DynamoDBRoom } from '../../local/dynamodb/server.ts';
import { bucketAnd } from '../../local/stepfunctions/map/bucket.fixture.ts';
import { functionError, machineOf, openRoom, temporaryDirectory } from '../../local/stepfunctions/room.fixture.ts';
import type { Call } from '../../local/stepfunctions/scope.ts';

const JOB = { job_id: 'job_1', map_id: 'map', build: 'B', attempt: 1 };
const KEY = { pk: { S: 'JOB#job_1' }, sk: { S: 'JOB' } };
const ITEMS = ['r0_c0', 'r0_c1'];
const DONE = {
  batch: 'r0_c0',
  stage: 'capture',
  completed: 2,
  failed: 0,
  tiles_created: 0,
  tiles_copied: 0,
  outcomes: [],
};

let directory: string;
let dynamodb: DynamoDBRoom;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stage-'));
  dynamodb = await createDynamodb({ directory, credentials: () => undefined });
  const key = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  await dynamodb.ensureTable({
    TableName: 'rows',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [key('pk'), key('sk')],
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await dynamodb.close();
  await rm(directory, { recursive: true });
});

const ROW = { ...KEY, status: { S: 'running' }, attempt: { N: '1' }, completed_tasks: { N: '0' } };
const putJob = (changes: object = {}) => dynamodb.call('PutItem', { TableName: 'rows', Item: { ...ROW, ...changes } });
const jobRow = async () => (await dynamodb.call('GetItem', { TableName: 'rows', Key: KEY })).Item;

/** Runs the stage capture over two items, one batch. Time goes by in steps of half a second that take none. */
async function runStage(work: (call: Call) => Promise<unknown>) {
  const manifest = ITEMS.map((id) => `${JSON.stringify({ id })}\n`).join('');
  const bucket = bucketAnd((_, call) => work(call), { 'builds/B/plan/areas.jsonl': manifest });
  let writing = 0;
  const room = openRoom(await temporaryDirectory(), async (call) => {
    if (call.action !== 'transactWriteItems') return bucket.perform(call);
    writing++;
    return dynamodb
      .call('TransactWriteItems', call.parameters)
      .catch((error) => {
        // As an SDK throws it.
        throw functionError('TransactionCanceledException', error.body.message);
      })
      .finally(() => writing--);
  });
  onTestFinished(() => room.close());
  const capture = stage({
    ...{ stage: 'capture', label: 'Capture', batchItems: BATCH_ITEMS.capture },
    ...{ manifest: "'areas.jsonl'", worker: 'capture', table: 'rows', bucket: 'work' },
    ...{ parallelism: 1, toleratedChildFailures: 0, next: 'End', failed: 'Failed' },
  });
  const states = { Capture: capture, End: { Type: 'Succeed' }, Failed: { Type: 'Fail', Error: 'StageFailed' } };
  const definition = machineOf(states as Record<string, object>);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const began = Date.now();
  const { arn } = room.start(definition, JOB);
  while (room.executions.find(arn)!.status === 'RUNNING') {
    // The disk takes real time.
    if (writing === 0) await vi.advanceTimersByTimeAsync(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const results = [...bucket.objects].filter(([key]) => key.endsWith('SUCCEEDED_0.jsonl'));
  return {
    ...room.executions.find(arn)!,
    seconds: (Date.now() - began) / 1000,
    results: results.flatMap(([, text]) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ),
  };
}

const crash = () => functionError('Runtime.ExitError', 'RequestId: 1 Error: Runtime exited with error: signal: killed');
const after = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

test('a worker that crashes is tried again, and its batch counts once', async () => {
  await putJob();
  let calls = 0;
  const { status, results } = await runStage(async () => {
    if (++calls < 3) throw crash();
    return DONE;
  });
  expect({ status, calls }).toEqual({ status: 'SUCCEEDED', calls: 3 });
  // Each try is paid for.
  expect(results).toEqual([{ ...DONE, retries: 2 }]);
  expect(await jobRow()).toMatchObject({ completed_tasks: { N: '2' }, capture_completed: { N: '2' } });
});

test('a worker that crashes late does not outlive its child workflow: every item is named', async () => {
  await putJob();
  let calls = 0;
  const { status, results, seconds } = await runStage(async () => {
    await after(++calls === 1 ? 200 : 240);
    throw crash();
  });
  expect({ status, calls }).toEqual({ status: 'SUCCEEDED', calls: 2 });
  expect(results).toMatchObject([{ completed: 0, failed: 2, outcomes: ITEMS.map((item) => ({ item, ok: false })) }]);
  expect(results[0].outcomes[0]).toMatchObject({
    code: 'worker_failed',
    message: expect.stringContaining('States.Timeout'),
  });
  expect(seconds).toBeGreaterThanOrEqual(WORKERS_SECONDS);
  expect(seconds).toBeLessThan(EXPRESS_SECONDS);
  expect(await jobRow()).toMatchObject({ capture_failed: { N: '2' } });
});

test('a batch that was counted before is counted no second time', async () => {
  await putJob();
  await dynamodb.call('PutItem', {
    TableName: 'rows',
    Item: { pk: KEY.pk, sk: { S: 'BATCH#capture#1#r0_c0' } },
  });
  const { status, results } = await runStage(async () => DONE);
  expect({ status, results }).toEqual({ status: 'SUCCEEDED', results: [{ ...DONE, retries: 0 }] });
  expect(await jobRow()).toEqual(ROW);
});

test.each([
  ['was cancelled', { status: { S: 'cancelled' } }],
  ['is in a later attempt', { attempt: { N: '2' } }],
])('a batch whose job %s meanwhile is not counted, and the stage ends', async (_, changes) => {
  await putJob();
  const { status } = await runStage(async () => {
    await putJob(changes);
    return DONE;
  });
  expect(status).toBe('FAILED');
  expect(await jobRow()).toEqual({ ...ROW, ...changes });
});

test('a batch without a job is not taken for a counted one', async () => {
  expect(await runStage(async () => DONE)).toMatchObject({ status: 'FAILED', error: 'StageFailed', results: [] });
});
