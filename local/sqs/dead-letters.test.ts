import { setTimeout } from 'node:timers/promises';
import * as sqs from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { judged, openQueues, openRoom, redriveTo, temporaryDirectory } from './queue.fixture.ts';

/** A dead-letter queue, and a queue whose messages are seen again at once. */
async function pair(maxReceiveCount: number) {
  const made = await openQueues();
  const dead = await made.makeQueue();
  const source = await made.makeQueue({ VisibilityTimeout: '0', ...redriveTo(dead, maxReceiveCount) });
  return { ...made, dead, source };
}

async function bury({ source }: Awaited<ReturnType<typeof pair>>, receives: number) {
  for (let i = 0; i < receives; i++) await source.receive({ MaxNumberOfMessages: 10 });
  expect(await source.receive({ MaxNumberOfMessages: 10 })).toEqual([]);
}

test('after five deliveries a message goes to the dead letters, with its id, its age and its count', async () => {
  const queues = await pair(5);
  const { dead, source } = queues;
  const { MessageId } = await source.send('poison', {
    MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
  });
  let sent: string | undefined;
  for (let i = 1; i <= 5; i++) {
    const [message] = await source.receive({ AttributeNames: ['All'] });
    expect(message?.Attributes?.ApproximateReceiveCount).toBe(`${i}`);
    sent = message?.Attributes?.SentTimestamp;
  }
  expect(await dead.counts()).toEqual([0, 0, 0]);
  expect(await source.receive()).toEqual([]);
  expect(await source.counts()).toEqual([0, 0, 0]);
  const [letter] = await dead.receive({ AttributeNames: ['All'], MessageAttributeNames: ['All'] });
  expect(letter).toMatchObject({
    Body: 'poison',
    MessageId,
    MessageAttributes: { k: { StringValue: 'v' } },
    Attributes: { ApproximateReceiveCount: '6', SentTimestamp: sent, DeadLetterQueueSourceArn: source.arn },
  });
});

test.skipIf(judged)('a message is not lost when its queue of dead letters has gone', async () => {
  const { client, dead, source } = await pair(1);
  await source.send('poison');
  await client.send(new sqs.DeleteQueueCommand({ QueueUrl: dead.url }));
  await source.receive();
  expect(await source.receive()).toMatchObject([{ Body: 'poison' }]);
});

test('who waits at the dead letters sees them come', async () => {
  const { dead, source } = await pair(1);
  await source.send('poison');
  await source.receive();
  const waiting = dead.receive({ WaitTimeSeconds: 10 });
  await setTimeout(200);
  await source.receive();
  expect(await waiting).toMatchObject([{ Body: 'poison' }]);
});

describe('a move task', () => {
  const start = (client: sqs.SQSClient, input: sqs.StartMessageMoveTaskCommandInput) =>
    client.send(new sqs.StartMessageMoveTaskCommand(input));
  const latest = async (client: sqs.SQSClient, SourceArn: string) =>
    (await client.send(new sqs.ListMessageMoveTasksCommand({ SourceArn }))).Results![0]!;
  const ended = (client: sqs.SQSClient, arn: string) =>
    expect.poll(async () => latest(client, arn), { timeout: 15_000, interval: 50 });

  test('brings dead letters back where they came from, as new messages', async () => {
    const queues = await pair(1);
    const { client, dead, source } = queues;
    const { Successful } = await source.sendAll(['a', 'b']);
    await bury(queues, 1);
    expect(await dead.counts()).toEqual([2, 0, 0]);
    const { TaskHandle } = await start(client, { SourceArn: dead.arn });
    expect(TaskHandle).toBeTruthy();
    await ended(client, dead.arn).toMatchObject({
      Status: 'COMPLETED',
      SourceArn: dead.arn,
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    });
    expect(await dead.counts()).toEqual([0, 0, 0]);
    const back = await source.receive({ MaxNumberOfMessages: 10, AttributeNames: ['All'], WaitTimeSeconds: 1 });
    expect(back.map(({ Body }) => Body).sort()).toEqual(['a', 'b']);
    if (judged) return;
    expect(back.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['1', '1']);
    expect(Successful!.map(({ MessageId }) => MessageId)).not.toContain(back[0]!.MessageId);
  });

  test('or elsewhere, at the rate that is given, until it is cancelled', async () => {
    const queues = await pair(1);
    const { client, dead, source, makeQueue } = queues;
    const elsewhere = await makeQueue();
    await source.sendAll(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
    await bury(queues, 1);
    const { TaskHandle } = await start(client, {
      SourceArn: dead.arn,
      DestinationArn: elsewhere.arn,
      MaxNumberOfMessagesPerSecond: 2,
    });
    await ended(client, dead.arn).toMatchObject({ ApproximateNumberOfMessagesMoved: expect.toSatisfy((n) => n >= 1) });
    expect(await latest(client, dead.arn)).toMatchObject({
      Status: 'RUNNING',
      TaskHandle,
      DestinationArn: elsewhere.arn,
      MaxNumberOfMessagesPerSecond: 2,
      ApproximateNumberOfMessagesToMove: 10,
    });
    await expect(start(client, { SourceArn: dead.arn })).rejects.toMatchObject({
      message: expect.stringContaining('There is already a task running'),
    });
    await client.send(new sqs.CancelMessageMoveTaskCommand({ TaskHandle }));
    await ended(client, dead.arn).toMatchObject({ Status: 'CANCELLED' });
    const [there] = await elsewhere.counts();
    const [left] = await dead.counts();
    expect(there! + left!).toBe(10);
    expect(left).toBeGreaterThan(0);
  });

  test('is refused where it cannot be', async () => {
    const { client, dead, source } = await pair(1);
    await expect(start(client, { SourceArn: source.arn })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Source queue must be configured as a Dead Letter Queue.',
    });
    const nowhere = 'arn:aws:sqs:us-east-1:000000000000:not-here';
    await expect(start(client, { SourceArn: dead.arn, DestinationArn: nowhere })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "The resource that you specified for the DestinationArn parameter doesn't exist.",
    });
    await expect(client.send(new sqs.CancelMessageMoveTaskCommand({ TaskHandle: 'foobared' }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Value for parameter TaskHandle is invalid.',
    });
    const TaskHandle = Buffer.from(JSON.stringify({ taskId: 'x', sourceArn: dead.arn })).toString('base64');
    await expect(client.send(new sqs.CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Task does not exist.',
    });
  });

  test.skipIf(judged)('goes on after a restart; what came to the dead letters from nowhere fails it', async () => {
    const directory = await temporaryDirectory();
    const url = (name: string) => `http://x/000000000000/${name}`;
    const { RedrivePolicy } = redriveTo({ arn: 'arn:aws:sqs:us-east-1:000000000000:dead' }, 1);
    const first = await openRoom({ directory });
    first.room.ensureQueue('dead', {});
    first.room.ensureQueue('elsewhere', {});
    first.room.ensureQueue('work', { RedrivePolicy });
    for (const MessageBody of ['a', 'b', 'c'])
      await first.room.call('SendMessage', { QueueUrl: url('dead'), MessageBody });
    const SourceArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const DestinationArn = 'arn:aws:sqs:us-east-1:000000000000:elsewhere';
    await first.room.call('StartMessageMoveTask', { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 4 });
    await first.close();
    const { room } = await openRoom({ directory });
    const task = async () => (await room.call('ListMessageMoveTasks', { SourceArn })).Results[0];
    await expect.poll(task, { timeout: 10_000 }).toMatchObject({
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 3,
    });
    await room.call('SendMessage', { QueueUrl: url('dead'), MessageBody: 'stray' });
    await room.call('StartMessageMoveTask', { SourceArn });
    await expect.poll(task, { timeout: 10_000 }).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'CouldNotDetermineMessageSource',
    });
  });
});
