/** Notifications of a template's buckets: S3 speaks for its bucket, and the queue's policy decides. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { refusalOf, startEvents } from '../s3/events.fixture.ts';
import { checkAssembly } from '../template/check.ts';
import { accountOf } from './account.ts';
import { appOf, arnOf, deploymentOfApp, documentOf, type Resources, resource } from './app.fixture.ts';
import { ensureNotifications } from './notifications.ts';
import { policiesOf } from './policies.ts';

const Work = 'arn:aws:sqs:us-east-1:000000000000:App-Work';
const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: arnOf('Work'),
  ...more,
});
const Filter = { S3Key: { Rules: [{ Name: 'prefix', Value: 'originals/' }] } };
const resources = (statement: object, configuration: object = {}): Resources => ({
  Work: resource('Work', 'AWS::SQS::Queue'),
  Policy: resource('Policy', 'AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: 'Work' }],
    PolicyDocument: documentOf(statement),
  }),
  Bucket: resource('Bucket', 'AWS::S3::Bucket', {
    NotificationConfiguration: {
      QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arnOf('Work'), Filter, ...configuration }],
    },
  }),
});

async function deployed(all: Resources) {
  const app = appOf(all);
  checkAssembly(app);
  const deployment = deploymentOfApp(app);
  const account = accountOf(policiesOf(deployment));
  // Whoever tests may do everything; what S3 may is in question.
  const events = await startEvents({ authorize: (call) => call.principal?.service && account.authorize(call) });
  onTestFinished(() => events.stop());
  const { url } = await events.queue('App-Work');
  await events.room.ensureBucket('app-bucket');
  return { ...events, url, ensure: () => ensureNotifications(deployment, events.room) };
}

test.each([
  ['', { StringEquals: { 'aws:SourceAccount': '000000000000' }, ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }],
  [' and its bucket', { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::app-bucket' } }],
])('a queue that lets S3 of this account%s is told, and tried once, not at each start', async (_, Condition) => {
  const { ensure, messages, s3, url } = await deployed(resources(allow({ Condition })));
  await ensure();
  expect(await messages(url)).toEqual([expect.objectContaining({ Event: 's3:TestEvent', Bucket: 'app-bucket' })]);
  await ensure();
  await s3.send(new PutObjectCommand({ Bucket: 'app-bucket', Key: 'others/a', Body: 'x' }));
  await s3.send(new PutObjectCommand({ Bucket: 'app-bucket', Key: 'originals/a', Body: 'x' }));
  expect(await messages(url)).toEqual([{ Records: [expect.objectContaining({ eventName: 'ObjectCreated:Put' })] }]);
});

test.each([
  ['another account', allow({ Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } })],
  ['another bucket', allow({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } } })],
  ['another service', allow({ Principal: { Service: 'sns.amazonaws.com' } })],
])('a queue that lets %s only: the bucket is named, and so is what is wrong', async (_, statement) => {
  const { ensure, configure } = await deployed(resources(statement));
  await expect(ensure()).rejects.toThrow(
    `App/Bucket/Resource: Unable to validate the following destination configurations (${Work}: Permissions on the destination ` +
      'queue do not allow S3 to publish notifications from this bucket)',
  );
  const QueueConfigurations = [{ QueueArn: Work, Events: ['s3:ObjectCreated:*' as const] }];
  expect(await refusalOf(configure('app-bucket', { QueueConfigurations }))).toMatchObject({
    code: 'InvalidArgument',
    ArgumentName1: Work,
  });
});

test('an event that never comes is refused by the path of its bucket', async () => {
  const { ensure } = await deployed(resources(allow(), { Event: 's3:ObjectRestore:Completed' }));
  await expect(ensure()).rejects.toThrow(/App\/Bucket\/Resource: .*s3:ObjectRestore:Completed/);
});

test('topics are refused before anything starts', () => {
  const Bucket = resource('Bucket', 'AWS::S3::Bucket', { NotificationConfiguration: { TopicConfigurations: [] } });
  expect(() => checkAssembly(appOf({ Bucket }))).toThrow(/NotificationConfiguration\.TopicConfigurations/);
});
