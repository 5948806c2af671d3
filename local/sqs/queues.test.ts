import * as sqs from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { clientOf, judged, openQueues, openRoom, redriveTo } from './queue.fixture.ts';

test('a queue has a URL at the endpoint, the defaults of the service, and is found by its name', async () => {
  const { client, endpoint, makeQueue } = await openQueues();
  const queue = await makeQueue({ VisibilityTimeout: '20' });
  expect(queue.url).toMatch(new RegExp(`^${endpoint}/\\d{12}/${queue.name}$`));
  expect(await client.send(new sqs.GetQueueUrlCommand({ QueueName: queue.name }))).toMatchObject({
    QueueUrl: queue.url,
  });
  expect(await queue.attributes()).toMatchObject({
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
    LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
    DelaySeconds: '0',
    // 1 MiB since August 2025.
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    ReceiveMessageWaitTimeSeconds: '0',
    VisibilityTimeout: '20',
    SqsManagedSseEnabled: 'true',
  });
});

test('the same queue may be made again, with other attributes it may not', async () => {
  const { client, makeQueue } = await openQueues();
  const { name, url } = await makeQueue({ DelaySeconds: '2' });
  const again = (Attributes: Record<string, string>) =>
    client.send(new sqs.CreateQueueCommand({ QueueName: name, Attributes }));
  expect(await again({})).toMatchObject({ QueueUrl: url });
  expect(await again({ DelaySeconds: '2' })).toMatchObject({ QueueUrl: url });
  await expect(again({ DelaySeconds: '3' })).rejects.toMatchObject({
    name: 'QueueNameExists',
    message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
  });
});

test('attributes change, queues are listed by prefix and page, and go', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue();
  await queue.set({ VisibilityTimeout: '69', MaximumMessageSize: '2048' });
  expect(await queue.attributes('VisibilityTimeout', 'MaximumMessageSize')).toEqual({
    VisibilityTimeout: '69',
    MaximumMessageSize: '2048',
  });
  const more = await Promise.all([makeQueue(), makeQueue()]);
  const list = (input: sqs.ListQueuesCommandInput) => client.send(new sqs.ListQueuesCommand(input));
  expect((await list({ QueueNamePrefix: queue.name })).QueueUrls).toEqual([queue.url]);
  const first = await list({ QueueNamePrefix: 'q-', MaxResults: 2 });
  const rest = await list({ QueueNamePrefix: 'q-', MaxResults: 1000, NextToken: first.NextToken });
  expect([...first.QueueUrls!, ...rest.QueueUrls!]).toEqual(
    expect.arrayContaining([queue, ...more].map(({ url }) => url)),
  );
  await client.send(new sqs.DeleteQueueCommand({ QueueUrl: queue.url }));
  await expect(queue.attributes()).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test('a purge empties a queue, messages in flight included, once a minute', async () => {
  const { client, makeQueue } = await openQueues();
  const queue = await makeQueue();
  await queue.sendAll(['a', 'b']);
  await queue.receive();
  await client.send(new sqs.PurgeQueueCommand({ QueueUrl: queue.url }));
  expect(await queue.counts()).toEqual([0, 0, 0]);
  await expect(client.send(new sqs.PurgeQueueCommand({ QueueUrl: queue.url }))).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
    message: `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
  });
});

test('a dead-letter queue knows whose it is', async () => {
  const { client, makeQueue } = await openQueues();
  const dead = await makeQueue();
  const source = await makeQueue(redriveTo(dead, 5));
  const { queueUrls } = await client.send(new sqs.ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url }));
  expect(queueUrls).toEqual([source.url]);
});

describe('refused', () => {
  test.each<[string, Record<string, string>]>([
    ['InvalidAttributeName', { Colour: 'red' }],
    ['InvalidAttributeValue', { VisibilityTimeout: '43201' }],
    ['InvalidAttributeValue', { DelaySeconds: '901' }],
    ['InvalidAttributeValue', { MaximumMessageSize: '1048577' }],
    ['InvalidAttributeValue', { MessageRetentionPeriod: '59' }],
    ['InvalidAttributeValue', { ReceiveMessageWaitTimeSeconds: 'x' }],
  ])('%s: %j', async (name, attributes) => {
    const { makeQueue } = await openQueues();
    const queue = await makeQueue();
    await expect(queue.set(attributes)).rejects.toMatchObject({ name });
  });

  test.each([
    ['deadLetterTargetArn', { deadLetterTargetArn: 'dummy', maxReceiveCount: 42 }],
    [
      'Dead letter target does not exist.',
      { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:not-here', maxReceiveCount: 42 },
    ],
    ['mandatory attribute: maxReceiveCount', { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:not-here' }],
  ])('a redrive policy: %s', async (words, policy) => {
    const { makeQueue } = await openQueues();
    const queue = await makeQueue();
    await expect(queue.set({ RedrivePolicy: JSON.stringify(policy) })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(words),
    });
  });

  test('what is not there, by its name', async () => {
    const { client } = await openQueues();
    await expect(client.send(new sqs.GetQueueUrlCommand({ QueueName: 'not-here' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });
});

describe.skipIf(judged)('only here', () => {
  test.each([
    ['a FIFO queue', new sqs.CreateQueueCommand({ QueueName: 'a.fifo' }), 'UnsupportedOperation', 'a.fifo'],
    [
      'an attribute of FIFO queues',
      new sqs.CreateQueueCommand({ QueueName: 'a', Attributes: { FifoQueue: 'true' } }),
      'UnsupportedOperation',
      'FifoQueue',
    ],
    [
      'a policy by a call',
      new sqs.CreateQueueCommand({ QueueName: 'a', Attributes: { Policy: '{}' } }),
      'UnsupportedOperation',
      'Policy',
    ],
    [
      'another operation',
      new sqs.ListQueueTagsCommand({ QueueUrl: 'x' }),
      'UnknownOperationException',
      'ListQueueTags',
    ],
    [
      'a name that is none',
      new sqs.CreateQueueCommand({ QueueName: 'a b' }),
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    ],
  ])('%s is refused by name', async (_, command, name, words) => {
    const { client } = await openQueues();
    const refused = client.send(command as sqs.CreateQueueCommand);
    await expect(refused).rejects.toMatchObject({ name, message: expect.stringContaining(words) });
  });

  test('old clients find the code of the query protocol in a header', async () => {
    const { client } = await openQueues();
    let header: string | undefined;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args).catch((error) => {
          header = error.$response?.headers['x-amzn-query-error'];
          throw error;
        });
        return answer;
      },
      { step: 'deserialize', priority: 'high' },
    );
    await client.send(new sqs.GetQueueUrlCommand({ QueueName: 'not-here' })).catch(() => {});
    expect(header).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  });

  test('a wrong secret is refused', async () => {
    const { endpoint } = await openRoom();
    const stranger = clientOf(endpoint, { accessKeyId: 'test', secretAccessKey: 'guess' });
    await expect(stranger.send(new sqs.ListQueuesCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });

  test('the account decides who may call what on which queue, and says no by the name of the service', async () => {
    const asked: unknown[] = [];
    const { client } = await openQueues({
      authorize: ({ action, resource, principal }) => {
        asked.push([principal?.arn, action, resource]);
        throw Object.assign(new Error('not allowed'), { name: 'AccessDenied' });
      },
    });
    const QueueUrl = 'http://127.0.0.1/000000000000/work';
    await expect(client.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries: [] }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'not allowed',
    });
    expect(asked).toEqual([
      [
        'arn:aws:sts::000000000000:assumed-role/Caller/fn',
        'sqs:SendMessage',
        'arn:aws:sqs:us-east-1:000000000000:work',
      ],
    ]);
  });

  test('a queue of a template is brought to what the template says, and keeps its messages', async () => {
    const { room } = await openRoom();
    const QueueUrl = 'http://x/000000000000/work';
    room.ensureQueue('work', { VisibilityTimeout: '60' });
    await room.call('SendMessage', { QueueUrl, MessageBody: 'a' });
    room.ensureQueue('work', { VisibilityTimeout: '90', DelaySeconds: '5' });
    const { Attributes } = await room.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({ VisibilityTimeout: '90', DelaySeconds: '5', ApproximateNumberOfMessages: '1' });
  });
});
