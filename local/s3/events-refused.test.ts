/** What a configuration may not say, in the words of the service (recorded in LocalStack's snapshots, `test_s3_notifications_sqs`). */
import { GetBucketNotificationConfigurationCommand, type QueueConfiguration } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Events, refusalOf, startEvents } from './events.fixture.ts';

let events: Events;
let bucket: string;
let arn: string;
beforeAll(async () => {
  events = await startEvents();
  bucket = await events.bucket();
  arn = (await events.queue()).arn;
});
afterAll(() => events.stop());

const CREATED = 's3:ObjectCreated:*' as const;
const refused = (...given: Partial<QueueConfiguration>[]) =>
  refusalOf(
    events.configure(bucket, {
      QueueConfigurations: given.map((each) => ({ QueueArn: arn, Events: [CREATED], ...each })),
    }),
  );
const prefixed = (Value: string, Name = 'prefix') => ({ Key: { FilterRules: [{ Name: Name as 'prefix', Value }] } });
const missing = (name: string) => arn.replace(/[^:]+$/, name);

test('queues that are not there are named, each by itself, and nothing is kept', async () => {
  expect(
    await refused({ QueueArn: missing('one') }, { QueueArn: missing('two'), Events: ['s3:ObjectRemoved:*'] }),
  ).toEqual({
    code: 'InvalidArgument',
    message: 'Unable to validate the following destination configurations',
    ArgumentName1: missing('one'),
    ArgumentValue1: 'The destination queue does not exist',
    ArgumentName2: missing('two'),
    ArgumentValue2: 'The destination queue does not exist',
  });
  const kept = await events.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
  expect(kept.QueueConfigurations).toBeUndefined();
});

test('what is no ARN', async () => {
  expect(await refused({ QueueArn: 'invalid-queue' })).toEqual({
    code: 'InvalidArgument',
    message: 'The ARN could not be parsed',
    ArgumentName: 'Queue',
    ArgumentValue: 'invalid-queue',
  });
});

test('a rule that is neither prefix nor suffix', async () => {
  expect(await refused({ Filter: prefixed('a', 'INVALID') })).toEqual({
    code: 'InvalidArgument',
    message: 'filter rule name must be either prefix or suffix',
    ArgumentName: 'FilterRule.Name',
    ArgumentValue: 'INVALID',
  });
});

test('an event that there is not', async () => {
  const told = await refused({ Events: ['s3:ObjectCreated:Twice' as typeof CREATED] });
  expect(told).toMatchObject({ code: 'InvalidArgument', message: 'The event is not supported for notifications' });
});

test('an id for two', async () => {
  const told = await refused({ Id: 'same' }, { Id: 'same', Events: ['s3:ObjectRemoved:*'] });
  expect(told).toMatchObject({ code: 'InvalidArgument', message: expect.stringContaining('Same ID') });
});

test.each([
  ['the same event for all keys', [{}, { Events: ['s3:ObjectCreated:Put' as const] }], /share a common event type/],
  ['a prefix within another', [{ Filter: prefixed('a/') }, { Filter: prefixed('a/b/') }], /overlapping/],
  ['a suffix without a prefix', [{ Filter: prefixed('.jpg', 'suffix') }, { Filter: prefixed('a/') }], /overlapping/],
])('two that could be told of one event: %s', async (_, given, says) => {
  expect(await refused(...given)).toMatchObject({ code: 'InvalidArgument', message: expect.stringMatching(says) });
});

test('two whose keys differ are fine', async () => {
  const QueueConfigurations = [prefixed('a/'), prefixed('b/')].map((Filter) => ({
    ...{ QueueArn: arn, Events: [CREATED], Filter },
  }));
  await events.configure(bucket, { QueueConfigurations });
});

test('who asks for it is not looked for; the ARN must be one all the same', async () => {
  const one = { QueueArn: missing('later'), Events: [CREATED] };
  await events.configure(bucket, { QueueConfigurations: [one] }, true);
  const none = { QueueArn: 'invalid-queue', Events: [CREATED] };
  const told = await refusalOf(events.configure(bucket, { QueueConfigurations: [none] }, true));
  expect(told).toMatchObject({ message: 'The ARN could not be parsed' });
});
