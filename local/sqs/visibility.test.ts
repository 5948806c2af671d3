import { setTimeout } from 'node:timers/promises';
import * as sqs from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { judged, openQueues, openRoom } from './queue.fixture.ts';

test('what is not deleted comes again when its visibility timeout has passed, with its count', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue({ VisibilityTimeout: '1' });
  await queue.send('a');
  const [first] = await queue.receive();
  expect(await queue.receive()).toEqual([]);
  const [second] = await queue.receive({ WaitTimeSeconds: 3, AttributeNames: ['All'] });
  expect(second).toMatchObject({ MessageId: first!.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
  expect(second!.ReceiptHandle).not.toBe(first!.ReceiptHandle);
});

test('only the latest delivery deletes; an older one does no harm', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue({ VisibilityTimeout: '0' });
  await queue.send('a');
  const [old] = await queue.receive();
  const [latest] = await queue.receive({ VisibilityTimeout: 60 });
  // As SQS documents it (DeleteMessage): the request succeeds, but the message might not be deleted.
  if (!judged) {
    await queue.delete(old!);
    expect(await queue.counts()).toEqual([0, 1, 0]);
  }
  await queue.delete(latest!);
  expect(await queue.counts()).toEqual([0, 0, 0]);
  await queue.delete(latest!);
});

test('a receiver says how long others do not see it, and changes it: 0 shows it at once', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue();
  await queue.send('a');
  const [message] = await queue.receive({ VisibilityTimeout: 600 });
  expect(await queue.counts()).toEqual([0, 1, 0]);
  await queue.hide(message!, 0);
  expect(await queue.counts()).toEqual([1, 0, 0]);
  await expect(queue.hide(message!, 10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  const [again] = await queue.receive({ VisibilityTimeout: 1 });
  await queue.hide(again!, 600);
  expect(await queue.receive({ WaitTimeSeconds: 2 })).toEqual([]);
  await expect(queue.hide(again!, 43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('of a batch of changes each entry fails by itself', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue();
  await queue.sendAll(['a', 'b']);
  const [a, b] = await queue.receive({ MaxNumberOfMessages: 2 });
  await queue.delete(b!);
  const { Successful, Failed } = await client.send(
    new sqs.ChangeMessageVisibilityBatchCommand({
      QueueUrl: queue.url,
      Entries: [
        { Id: 'there', ReceiptHandle: a!.ReceiptHandle, VisibilityTimeout: 0 },
        { Id: 'gone', ReceiptHandle: b!.ReceiptHandle, VisibilityTimeout: 0 },
      ],
    }),
  );
  expect([Successful?.map(({ Id }) => Id), Failed?.map(({ Id }) => Id)]).toEqual([['there'], ['gone']]);
  expect(await queue.counts()).toEqual([1, 0, 0]);
});

test('a delayed message is not seen before its time; the queue delays those that say nothing', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue({ DelaySeconds: '1' });
  await queue.send('later', { DelaySeconds: 30 });
  await queue.send('soon');
  await queue.send('now', { DelaySeconds: 0 });
  expect(await queue.counts()).toEqual([1, 0, 2]);
  expect((await queue.receive({ MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual(['now']);
  const started = Date.now();
  expect((await queue.receive({ WaitTimeSeconds: 5 })).map(({ Body }) => Body)).toEqual(['soon']);
  expect(Date.now() - started).toBeLessThan(4000);
  expect(await queue.counts()).toEqual([0, 2, 1]);
});

test('a long poll wakes up when a message comes, and ends without one when its time is over', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue();
  const waiting = queue.receive({ WaitTimeSeconds: 20 });
  await setTimeout(300);
  const sent = Date.now();
  await queue.send('a');
  expect(await waiting).toMatchObject([{ Body: 'a' }]);
  expect(Date.now() - sent).toBeLessThan(5000);
  const started = Date.now();
  expect(await queue.receive({ WaitTimeSeconds: 1 })).toEqual([]);
  expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  await expect(queue.receive({ WaitTimeSeconds: 21 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  });
});

test('of many that wait each message goes to one', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue({ ReceiveMessageWaitTimeSeconds: '10' });
  const waiting = ['a', 'b', 'c'].map(() => queue.receive());
  await setTimeout(300);
  await queue.sendAll(['a', 'b', 'c']);
  const received = (await Promise.all(waiting)).flat();
  expect(received.map(({ Body }) => Body).sort()).toEqual(['a', 'b', 'c']);
});

test.skipIf(judged)('who waits and goes away takes no message with him', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue();
  const leaves = new AbortController();
  const command = new sqs.ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20 });
  const waiting = client.send(command, { abortSignal: leaves.signal });
  await setTimeout(300);
  leaves.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await setTimeout(100);
  await queue.send('a');
  expect(await queue.counts()).toEqual([1, 0, 0]);
});

test.skipIf(judged)('who waits for a queue that goes is told so', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue();
  const waiting = queue.receive({ WaitTimeSeconds: 20 });
  await setTimeout(200);
  await client.send(new sqs.DeleteQueueCommand({ QueueUrl: queue.url }));
  await expect(waiting).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test.skipIf(judged)('what is older than the queue keeps it is gone for everybody', async () => {
  let now = 1_800_000_000_000;
  const { room } = await openRoom({ now: () => now });
  const QueueUrl = 'http://x/000000000000/work';
  room.ensureQueue('work', { MessageRetentionPeriod: '60' });
  await room.call('SendMessage', { QueueUrl, MessageBody: 'a' });
  now += 59_999;
  expect((await room.call('ReceiveMessage', { QueueUrl, VisibilityTimeout: 0 })).Messages).toHaveLength(1);
  now += 1;
  expect(await room.call('ReceiveMessage', { QueueUrl })).toEqual({});
  const { Attributes } = await room.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  expect(Attributes.ApproximateNumberOfMessages).toBe('0');
});
