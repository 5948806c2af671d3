import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createSqs, type SqsRoom } from '../sqs/server.ts';
import type { QueueEvent } from './queue-event.ts';
import { beginMapping, type MappingDefinition } from './queue-mapping.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:work';
const QueueUrl = '/000000000000/work';
const dead = '/000000000000/dead';
let sqs: SqsRoom;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'queue-mapping-'));
  sqs = createSqs({ directory, credentials: () => undefined, servicesUrl: 'http://x' });
});
afterEach(async () => {
  await sqs.close();
  await rm(directory, { recursive: true });
});

const queue = (attributes: Record<string, string> = {}) => {
  sqs.ensureQueue('dead', {});
  sqs.ensureQueue('work', { VisibilityTimeout: '600', ...attributes });
};
const REDRIVE = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead', maxReceiveCount: 2 });
const send = (...bodies: string[]) =>
  sqs.call('SendMessageBatch', {
    QueueUrl,
    Entries: bodies.map((MessageBody, i) => ({ Id: `${i}`, MessageBody })),
  });
const counts = async (url = QueueUrl) => {
  const { Attributes } = await sqs.call('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] });
  return [Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible].map(Number);
};
const bodies = ({ Records }: QueueEvent) => Records.map(({ body }) => body);

function begin(work: (event: QueueEvent, signal: AbortSignal) => unknown, more: Partial<MappingDefinition> = {}) {
  const lines: string[] = [];
  const calls: string[] = [];
  const mapping = beginMapping(
    {
      ...{ functionName: 'Worker', queueUrl: QueueUrl, queueArn: ARN, batchSize: 10, windowMs: 0, concurrency: 2 },
      ...{ reportsFailures: true, ...more },
    },
    {
      sqs: (operation, request, signal) => {
        calls.push(operation);
        return sqs.call(operation, request, undefined, signal);
      },
      invoke: async (_, event, signal) => work(event as QueueEvent, signal),
      report: (line) => lines.push(line),
    },
  );
  onTestFinished(mapping.close);
  return { lines, calls, close: mapping.close };
}

test('what a function did is deleted, what it says it failed is not', async () => {
  queue();
  const seen: string[] = [];
  begin((event) => {
    seen.push(...bodies(event));
    return {
      batchItemFailures: event.Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  });
  await send('good', 'bad', 'fine');
  await expect.poll(() => counts()).toEqual([0, 1]);
  expect(seen.sort()).toEqual(['bad', 'fine', 'good']);
});

test('without ReportBatchItemFailures an answer is a success, whatever it says; an error fails all of them', async () => {
  queue();
  let fails = false;
  const { lines } = begin(
    (event) => {
      if (fails) throw new Error('out of luck');
      return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
    { reportsFailures: false },
  );
  await send('a', 'b');
  await expect.poll(() => counts()).toEqual([0, 0]);
  fails = true;
  await send('c', 'd');
  await expect.poll(() => lines).toEqual([`Worker failed at 2 messages of ${ARN}: out of luck`]);
  expect(await counts()).toEqual([0, 2]);
});

test('a failed message comes again after the visibility timeout, and goes to the dead letters when it failed often enough', async () => {
  queue({ VisibilityTimeout: '1', RedrivePolicy: REDRIVE });
  const received: string[] = [];
  begin((event) => {
    received.push(...event.Records.map(({ attributes }) => attributes.ApproximateReceiveCount!));
    return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
  await send('poison');
  await expect.poll(() => counts(dead), { timeout: 10_000 }).toEqual([1, 0]);
  expect(received).toEqual(['1', '2']);
  expect(await counts()).toEqual([0, 0]);
});

test('no more calls at once than the mapping allows, and as many', async () => {
  queue();
  let now = 0;
  let most = 0;
  let done = 0;
  begin(
    async () => {
      now += 1;
      most = Math.max(most, now);
      await setTimeout(30);
      now -= 1;
      done += 1;
    },
    { batchSize: 1, concurrency: 3 },
  );
  await send('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
  await send('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
  await expect.poll(() => done, { timeout: 10_000 }).toBe(20);
  expect(most).toBe(3);
});

test('a window gathers what follows the first message, up to the size of a batch', async () => {
  queue();
  const batches: number[] = [];
  begin((event) => void batches.push(event.Records.length), { batchSize: 25, windowMs: 1500, concurrency: 1 });
  await send('0', '1', '2');
  for (let i = 0; i < 3; i++) await send('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
  await expect.poll(() => batches.reduce((a, b) => a + b, 0), { timeout: 10_000 }).toBe(33);
  expect(batches).toEqual([25, 8]);
});

test('it waits without doing anything, and begins at once when something comes', async () => {
  queue();
  const seen: string[] = [];
  const { calls } = begin((event) => void seen.push(...bodies(event)));
  await setTimeout(500);
  expect(calls).toEqual(['ReceiveMessage']);
  const started = performance.now();
  await send('a');
  await vi.waitFor(() => expect(seen).toEqual(['a']), { interval: 5 });
  expect(performance.now() - started).toBeLessThan(2000);
});

test('it gives up what is under way when it ends, and whoever begins next sees that again', async () => {
  queue();
  const aborted = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  const { close, lines } = begin((_, signal) => aborted(signal));
  await send('a');
  await expect.poll(() => counts()).toEqual([0, 1]);
  await close();
  expect([await counts(), lines]).toEqual([[0, 1], []]);
  sqs.release(QueueUrl);
  const seen: string[] = [];
  begin((event) => void seen.push(...bodies(event)));
  await expect.poll(() => seen).toEqual(['a']);
});

test('a refusal is told once in a while, not in a busy loop', async () => {
  const { lines, calls } = begin(() => undefined);
  await setTimeout(300);
  expect(lines).toEqual([`Worker cannot read ${ARN}: The specified queue does not exist.`]);
  expect(calls).toHaveLength(1);
});
