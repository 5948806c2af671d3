import { createHash } from 'node:crypto';
import * as sqs from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { judged, openQueues } from './queue.fixture.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

test('a message is sent, received with what SQS says of it, and deleted', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue();
  const sent = await queue.send('héllo ✓');
  expect(sent).toMatchObject({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/), MD5OfMessageBody: md5('héllo ✓') });
  const before = Date.now();
  const [message] = await queue.receive({ MessageSystemAttributeNames: ['All'] });
  expect(message).toMatchObject({ MessageId: sent.MessageId, Body: 'héllo ✓', MD5OfBody: md5('héllo ✓') });
  const { SentTimestamp, ApproximateFirstReceiveTimestamp, ApproximateReceiveCount, SenderId } = message!.Attributes!;
  expect([ApproximateReceiveCount, SenderId]).toEqual(['1', expect.any(String)]);
  expect(Number(SentTimestamp)).toBeLessThanOrEqual(Number(ApproximateFirstReceiveTimestamp));
  expect(Math.abs(Number(ApproximateFirstReceiveTimestamp) - before)).toBeLessThan(10_000);
  expect(await queue.counts()).toEqual([0, 1, 0]);
  expect(await queue.receive()).toEqual([]);
  await queue.delete(message!);
  expect(await queue.counts()).toEqual([0, 0, 0]);
});

/** Checksums that the service itself was recorded with (LocalStack's tests, validated against AWS). */
test.each([
  [{ Foo: { DataType: 'String', StringValue: 'Bar' } }, 'ae7155c6026991b6d54b11589678bf9c'],
  [{ MyAttribute: { DataType: 'String', StringValue: 'foobar' } }, 'adb59cd4678ea5a855436b949cd07ab6'],
  [
    {
      Hello: { DataType: 'String', StringValue: 'There' },
      General: { DataType: 'String', StringValue: 'Kenobi' },
      'Help.Me': { DataType: 'String', StringValue: 'Me' },
    },
    '4c360f3fdafd970e05fae2f149d997f5',
  ],
])('the MD5 of attributes is the one of the service: %j', async (MessageAttributes, expected) => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue();
  expect(await queue.send('msg', { MessageAttributes })).toMatchObject({ MD5OfMessageAttributes: expected });
  const [message] = await queue.receive({ MessageAttributeNames: ['All'] });
  expect(message).toMatchObject({ MessageAttributes, MD5OfMessageAttributes: expected });
});

test('attributes come by name and by prefix, with the MD5 of those that come; binary ones as they are', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue({ VisibilityTimeout: '0' });
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const MessageAttributes = {
    Hello: text('There'),
    General: text('Kenobi'),
    'Help.Me': text('Me'),
    Bytes: { DataType: 'Binary', BinaryValue: Uint8Array.from([0, 255, 7]) },
    Weeks: { DataType: 'Number.int', StringValue: '6' },
  };
  await queue.send('msg', { MessageAttributes });
  const names = async (...MessageAttributeNames: string[]) => {
    const [message] = await queue.receive({ MessageAttributeNames });
    return Object.keys(message!.MessageAttributes ?? {}).sort();
  };
  expect(await names()).toEqual([]);
  expect(await names('Hello', 'Nothing')).toEqual(['Hello']);
  expect(await names('Hel.*')).toEqual(['Hello', 'Help.Me']);
  expect(await names('.*')).toEqual(Object.keys(MessageAttributes).sort());
  const [message] = await queue.receive({ MessageAttributeNames: ['Bytes', 'Weeks'] });
  expect([...message!.MessageAttributes!.Bytes!.BinaryValue!]).toEqual([0, 255, 7]);
  expect(message!.MessageAttributes!.Weeks).toMatchObject({ DataType: 'Number.int', StringValue: '6' });
});

test('a trace header travels as a system attribute', async () => {
  const { makeQueue } = await openQueues();
  const queue = await makeQueue();
  const StringValue = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
  const sent = await queue.send('x', {
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue } },
  });
  expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
  const [message] = await queue.receive({ MessageSystemAttributeNames: ['AWSTraceHeader'] });
  expect(message!.Attributes).toEqual({ AWSTraceHeader: StringValue });
});

test('ten at once, and no more than ten', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue();
  const bodies = Array.from({ length: 10 }, (_, i) => `body ${i}`);
  const { Successful } = await queue.sendAll(bodies);
  expect(Successful?.map(({ Id }) => Id)).toEqual(bodies.map((_, i) => `${i}`));
  const messages = await queue.receive({ MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
  expect(messages.map(({ Body }) => Body).sort()).toEqual(bodies);
  const Entries = messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }));
  Entries[3]!.ReceiptHandle = 'not one';
  const { Successful: gone, Failed } = await client.send(
    new sqs.DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }),
  );
  expect(gone).toHaveLength(9);
  expect(Failed).toMatchObject([{ Id: '3', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
  expect(await queue.counts()).toEqual([0, 1, 0]);
  await expect(queue.receive({ MaxNumberOfMessages: 11 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  });
  await expect(queue.sendAll([...bodies, 'one more'])).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
});

test('of a batch what is good is sent, and what is not is named', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue({ MaximumMessageSize: '1024' });
  const Entries = [
    { Id: 'good', MessageBody: 'a' },
    { Id: 'long', MessageBody: 'a'.repeat(1025) },
  ];
  const send = (entries: sqs.SendMessageBatchRequestEntry[]) =>
    client.send(new sqs.SendMessageBatchCommand({ QueueUrl: queue.url, Entries: entries }));
  const { Successful, Failed } = await send(Entries);
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([{ Id: 'long', Code: 'InvalidParameterValue', SenderFault: true }]);
  expect(await queue.counts()).toEqual([1, 0, 0]);
  await expect(send([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
  await expect(send([Entries[0]!, Entries[0]!])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
  await expect(send([{ Id: 'a b', MessageBody: 'a' }])).rejects.toMatchObject({ name: 'InvalidBatchEntryId' });
});

describe('sizes', () => {
  test('a message may have 1 MiB with its attributes, and not a byte more', async () => {
    const { makeQueue } = await openQueues();
    const queue = await makeQueue();
    const MessageAttributes = { k: { DataType: 'String', StringValue: 'v' } };
    const own = 'k'.length + 'String'.length + 'v'.length;
    await queue.send('a'.repeat(1_048_576 - own), { MessageAttributes });
    await expect(queue.send('a'.repeat(1_048_577 - own), { MessageAttributes })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    });
  });

  test('all messages of a batch together, too', async () => {
    const { makeQueue } = await openQueues();
    const queue = await makeQueue();
    await expect(queue.sendAll(['a'.repeat(524_288), 'b'.repeat(524_289)])).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
      message: 'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
    });
    expect(await queue.counts()).toEqual([0, 0, 0]);
  });
});

describe('refused', () => {
  test.each<[string, string, string, Partial<sqs.SendMessageCommandInput>]>([
    ['an empty body', 'MissingParameter', 'The request must contain the parameter MessageBody.', { MessageBody: '' }],
    ['characters outside the allowed set', 'InvalidMessageContents', '', { MessageBody: 'a\u0000b' }],
    ['a delay of more than 15 minutes', 'InvalidParameterValue', 'DelaySeconds', { DelaySeconds: 901 }],
    [
      'an attribute without a value',
      'InvalidParameterValue',
      "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
      { MessageAttributes: { ErrorDetails: { DataType: 'String', StringValue: '' } } },
    ],
    [
      'an attribute of another type',
      'InvalidParameterValue',
      'attribute',
      { MessageAttributes: { k: { DataType: 'Text', StringValue: 'x' } } },
    ],
  ])('%s', async (_, name, words, more) => {
    const { makeQueue } = await openQueues();
    const queue = await makeQueue();
    await expect(queue.send('body', more)).rejects.toMatchObject({ name, message: expect.stringContaining(words) });
  });

  test.skipIf(judged)('parameters of FIFO queues, by name', async () => {
    const { makeQueue } = await openQueues();
    const queue = await makeQueue();
    await expect(queue.send('body', { MessageDeduplicationId: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining('MessageDeduplicationId'),
    });
  });

  test('a handle that no delivery of this queue was given', async () => {
    const { makeQueue } = await openQueues();
    const [queue, other] = [await makeQueue(), await makeQueue()];
    await other.send('a');
    const [message] = await other.receive();
    await expect(queue.delete({ ReceiptHandle: 'x' })).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
    if (!judged) await expect(queue.delete(message!)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
    expect(await other.counts()).toEqual([0, 1, 0]);
  });
});
