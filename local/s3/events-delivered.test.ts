/** At least once, to whoever can be told, however the process ends: of our own server only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startEvents, type Told } from './events.fixture.ts';
import { BUCKET, startS3 } from './fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-told-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const CREATED = 's3:ObjectCreated:*' as const;
const keysOf = (records: Told[]) => records.map(({ s3 }) => s3.object.key).sort();

test('a queue that is made later is told then', async () => {
  const events = await startEvents({ directory: folder });
  const Bucket = await events.bucket();
  const known = await events.queue('known');
  const later = known.arn.replace('known', 'later');
  await events.configure(Bucket, { QueueConfigurations: [{ QueueArn: later, Events: [CREATED] }] }, true);
  await events.s3.send(new PutObjectCommand({ Bucket, Key: 'early', Body: 'x' }));
  await expect.poll(() => events.lines).toEqual([expect.stringMatching(/could not tell .*:later .*does not exist/)]);
  const { url } = await events.queue('later');
  expect(keysOf(await events.records(url))).toEqual(['early']);
  await events.stop();
});

test('a function is called with the event, and again when it throws', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'], shouldAdvanceTime: true });
  const calls: [string, Told][] = [];
  const invoke = async (name: string, event: Told) => {
    calls.push([name, event.Records[0].s3.object.key]);
    if (calls.length === 1) throw new Error('not today');
  };
  const events = await startEvents({ directory: folder, invoke });
  const Bucket = await events.bucket();
  const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:000000000000:function:see';
  await events.configure(Bucket, { LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: [CREATED] }] });
  await events.s3.send(new PutObjectCommand({ Bucket, Key: 'a b', Body: 'x' }));
  await expect.poll(() => calls).toEqual([['see', 'a+b']]);
  await expect.poll(() => events.lines).toEqual([expect.stringMatching(/could not tell .*:see of .*not today/)]);
  await vi.advanceTimersByTimeAsync(61_000);
  await expect.poll(() => calls.length).toBe(2);
  await events.stop();
});

test('what a function says of its calls holds for those of buckets, and what it never did is told elsewhere', async () => {
  const calls: Told[] = [];
  const invoke = async (_: string, event: Told) => {
    calls.push(event);
    throw new TypeError('never');
  };
  const events = await startEvents({ directory: folder, invoke });
  const Bucket = await events.bucket();
  const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:000000000000:function:see';
  const told: Told[] = [];
  events.asynchronous.configure(LambdaFunctionArn, {
    retries: 0,
    onFailure: async (record) => void told.push(JSON.parse(record)),
  });
  await events.configure(Bucket, { LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: [CREATED] }] });
  await events.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  await expect.poll(() => events.lines).toEqual([expect.stringMatching(/:see of .*never; it is given up/)]);
  expect(calls).toHaveLength(1);
  expect(told).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: calls[0],
      responsePayload: { errorType: 'TypeError', errorMessage: 'never' },
    },
  ]);
  await events.stop();
});

/** Puts objects one after the other, and says which were answered; nobody is ever told by this process. */
const WRITER = `
  import { PutObjectCommand } from '@aws-sdk/client-s3';
  import { startS3 } from ${JSON.stringify(join(import.meta.dirname, 'fixture.ts'))};
  const [, directory, Bucket] = process.argv;
  const targets = { check: async () => {}, tell: () => new Promise(() => {}), failed: async () => undefined };
  const { s3, own } = await startS3({ directory, targets });
  const arn = 'arn:aws:sqs:us-east-1:000000000000:q';
  await own.room.ensureBucket(Bucket);
  await own.room.ensureNotifications(Bucket, [{ kind: 'queue', arn, events: ['s3:ObjectCreated:*'], rules: [] }]);
  for (let i = 0; ; i++) {
    await s3.send(new PutObjectCommand({ Bucket, Key: String(i), Body: 'x' }));
    process.stdout.write(i + '\\n');
  }
`;

test('kill -9 between the PUT and the delivery: whatever was answered is told by the next process', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, folder, BUCKET], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let answered = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    answered += text;
    if (answered.split('\n').length > 20) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const keys = answered.split('\n').slice(0, -1);
  expect(keys.length).toBeGreaterThanOrEqual(20);

  const told = new Set<string>();
  const targets = {
    check: async () => {},
    tell: async (_: string, __: string, message: string) => void told.add(JSON.parse(message).Records[0].s3.object.key),
    failed: async () => undefined,
  };
  const { own, stop } = await startS3({ directory: folder, targets });
  own.room.resume();
  await expect.poll(() => keys.filter((key) => !told.has(key)), { timeout: 10_000 }).toEqual([]);
  await stop({ keep: true });
  told.clear();
  const third = await startS3({ directory: folder, targets });
  third.own.room.resume();
  await third.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'last', Body: 'x' }));
  await expect.poll(() => [...told]).toEqual(['last']);
  await third.stop({ keep: true });
});
