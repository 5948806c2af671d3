/** What is told of objects, in which words, and to whom; `TESSERA_JUDGED_EVENTS` names another server that these tests judge. */
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketNotificationConfigurationCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Events, startEvents, type Told } from './events.fixture.ts';

let events: Events;
beforeAll(async () => {
  events = await startEvents();
});
afterAll(() => events.stop());

const put = (Bucket: string, Key: string, Body = 'hello') =>
  events.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const objectsOf = (records: Told[]) => records.map(({ eventName, s3: { object } }) => [eventName, object.key]);
const ETAG = '5d41402abc4b2a76b9719d911017c592';

test('who is configured is told so by a test', async () => {
  const { Bucket, test } = await events.told(['s3:ObjectCreated:*']);
  expect(test).toEqual({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    Bucket,
    RequestId: expect.any(String),
    HostId: expect.any(String),
  });
});

test('a PUT, in every field of version 2.1', async () => {
  const { Bucket, url } = await events.told(['s3:ObjectCreated:*']);
  await put(Bucket, 'originals/a.jpg');
  const [message, ...others] = await events.messages(url);
  expect(others).toEqual([]);
  expect(message).toEqual({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: expect.any(String) },
        requestParameters: { sourceIPAddress: expect.any(String) },
        responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'mine',
          bucket: {
            name: Bucket,
            ownerIdentity: { principalId: expect.any(String) },
            arn: `arn:aws:s3:::${Bucket}`,
          },
          object: {
            key: 'originals/a.jpg',
            size: 5,
            eTag: ETAG,
            sequencer: expect.stringMatching(/^[0-9A-F]{16,20}$/),
          },
        },
      },
    ],
  });
});

test('a copy and a completed upload are told as what they are, their parts are not', async () => {
  const { Bucket, url } = await events.told(['s3:ObjectCreated:*']);
  const { s3 } = events;
  await put(Bucket, 'a');
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'c' }));
  const part = { Bucket, Key: 'c', UploadId, PartNumber: 1 };
  const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'hello' }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'c', UploadId, MultipartUpload }));
  const records = await events.records(url, 3);
  expect(objectsOf(records).sort()).toEqual([
    ['ObjectCreated:CompleteMultipartUpload', 'c'],
    ['ObjectCreated:Copy', 'b'],
    ['ObjectCreated:Put', 'a'],
  ]);
  const completed = records.find(({ s3 }: Told) => s3.object.key === 'c');
  expect(completed.s3.object).toMatchObject({ size: 5, eTag: expect.stringMatching(/^[0-9a-f]{32}-1$/) });
});

test('of what was deleted the key is told, one message each; of what was not there nothing', async () => {
  const { Bucket, url } = await events.told(['s3:ObjectRemoved:*']);
  for (const key of ['a', 'b', 'c']) await put(Bucket, key);
  await events.s3.send(new DeleteObjectCommand({ Bucket, Key: 'never there' }));
  await events.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const Delete = { Objects: [{ Key: 'b' }, { Key: 'c' }] };
  await events.s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
  const records = await events.records(url, 3);
  const removed = ['a', 'b', 'c'].map((key) => ['ObjectRemoved:Delete', key]);
  expect(objectsOf(records).sort()).toEqual(removed);
  expect(Object.keys(records[0].s3.object).sort()).toEqual(['key', 'sequencer']);
});

test('a key is form-encoded, its slashes are not', async () => {
  const { Bucket, url } = await events.told(['s3:ObjectCreated:*']);
  await put(Bucket, 'a b/c+d@e/ä');
  const [{ s3 }] = await events.records(url);
  expect(s3.object.key).toBe('a+b/c%2Bd%40e/%C3%A4');
});

test('only what the filter lets through', async () => {
  const rules = [
    { Name: 'prefix' as const, Value: 'originals/' },
    { Name: 'suffix' as const, Value: '.jpg' },
  ];
  const { Bucket, url } = await events.told(['s3:ObjectCreated:Put'], rules);
  for (const key of ['originals/a.png', 'others/a.jpg', 'originals', 'originals/a.jpg']) await put(Bucket, key);
  await events.s3.send(new CopyObjectCommand({ Bucket, Key: 'originals/copy.jpg', CopySource: `${Bucket}/originals` }));
  await put(Bucket, 'originals/last.jpg');
  expect(objectsOf(await events.records(url, 2)).sort()).toEqual([
    ['ObjectCreated:Put', 'originals/a.jpg'],
    ['ObjectCreated:Put', 'originals/last.jpg'],
  ]);
});

test('sequencers of a key say what came later', async () => {
  const { Bucket, url } = await events.told(['s3:ObjectCreated:*', 's3:ObjectRemoved:*']);
  for (let i = 0; i < 5; i++) await put(Bucket, 'same', 'x'.repeat(i + 1));
  await events.s3.send(new DeleteObjectCommand({ Bucket, Key: 'same' }));
  const objects = (await events.records(url, 6)).map(({ s3: { object } }: Told) => object);
  const bySequencer = objects.toSorted((a, b) => (a.sequencer < b.sequencer ? -1 : 1));
  expect(bySequencer.map(({ size }) => size)).toEqual([1, 2, 3, 4, 5, undefined]);
});

describe('a configuration', () => {
  const shown = async (Bucket: string) => {
    const { $metadata: _, ...rest } = await events.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    return rest;
  };

  test('is kept as it was given, until another takes its place', async () => {
    const { Bucket, url, arn } = await events.told(['s3:ObjectCreated:*'], [{ Name: 'prefix', Value: 'a/' }]);
    const Filter = { Key: { FilterRules: [{ Name: 'Prefix', Value: 'a/' }] } };
    const configuration = { Id: 'mine', QueueArn: arn, Events: ['s3:ObjectCreated:*'], Filter };
    expect(await shown(Bucket)).toEqual({ QueueConfigurations: [configuration] });
    const Events = ['s3:ObjectRemoved:Delete' as const, 's3:ObjectCreated:Copy' as const];
    await events.configure(Bucket, { QueueConfigurations: [{ QueueArn: arn, Events }] });
    expect(await shown(Bucket)).toEqual({
      QueueConfigurations: [{ Id: expect.any(String), QueueArn: arn, Events }],
    });
    await events.messages(url);
    await events.configure(Bucket, {});
    expect(await shown(Bucket)).toEqual({});
    await put(Bucket, 'a/told-to-nobody');
    await events.configure(Bucket, { QueueConfigurations: [{ QueueArn: arn, Events: ['s3:ObjectCreated:*'] }] });
    expect(await events.messages(url)).toEqual([expect.objectContaining({ Event: 's3:TestEvent' })]);
  });

  test('may speak of several queues', async () => {
    const Bucket = await events.bucket();
    const [first, second] = [await events.queue(), await events.queue()];
    await events.configure(Bucket, {
      QueueConfigurations: [
        { QueueArn: first.arn, Events: ['s3:ObjectCreated:*'] },
        { QueueArn: second.arn, Events: ['s3:ObjectRemoved:*'] },
      ],
    });
    await put(Bucket, 'a');
    await events.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(objectsOf(await events.records(first.url, 2))).toEqual([['ObjectCreated:Put', 'a']]);
    expect(objectsOf(await events.records(second.url, 2))).toEqual([['ObjectRemoved:Delete', 'a']]);
  });
});
