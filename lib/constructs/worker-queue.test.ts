import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { beforeAll, expect, test } from 'vitest';
import { grantSending, type WorkerQueueProps, workerQueue } from './worker-queue.ts';

function stackWith(more: Partial<WorkerQueueProps> = {}) {
  const stack = new Stack(new App(), 'Album');
  const fn = (id: string, seconds: number) => {
    const role = new Role(stack, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const code = { runtime: Runtime.NODEJS_24_X, handler: 'x.y', code: Code.fromInline('x') };
    return { role, fn: new LambdaFunction(stack, id, { ...code, role, timeout: Duration.seconds(seconds) }) };
  };
  const queue = workerQueue(stack, 'Variants', { worker: fn('MakeVariants', 60), batchSize: 1, ...more });
  grantSending(fn('ConfirmPhoto', 20), queue);
  return Template.fromStack(stack);
}

/** CDK loads its parts when they are used first: seconds, on a busy machine many. */
beforeAll(() => void stackWith(), 120_000);

test('a queue is encrypted, hides messages six times as long as its function may take, and gives up after five attempts', () => {
  const template = stackWith();
  const [dead] = Object.keys(
    template.findResources('AWS::SQS::Queue', { Properties: { RedrivePolicy: Match.absent() } }),
  );
  template.resourceCountIs('AWS::SQS::Queue', 2);
  template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  template.hasResourceProperties('AWS::SQS::Queue', {
    VisibilityTimeout: 360,
    RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': [dead, 'Arn'] } },
  });
  // Plain HTTP is refused at both.
  template.resourceCountIs('AWS::SQS::QueuePolicy', 2);
  template.allResourcesProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [{ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    },
  });
});

test('its function says which messages failed, and runs so often at once at most', () => {
  stackWith({ maxConcurrency: 7, batchSize: 3 }).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 3,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 7 },
  });
});

test('the worker may read this queue, the sender may send to it, and neither anything else', () => {
  const policies = Object.values(stackWith().findResources('AWS::IAM::Policy'));
  const granted = policies.map(({ Properties }) => [
    Properties.Roles[0].Ref.replace(/Role.*/, ''),
    Properties.PolicyDocument.Statement.map(({ Action, Resource }: any) => [
      Action,
      Resource['Fn::GetAtt'][0].slice(0, 8),
    ]),
  ]);
  expect(granted.sort()).toEqual([
    ['ConfirmPhoto', [['sqs:SendMessage', 'Variants']]],
    ['MakeVariants', [[['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], 'Variants']]],
  ]);
});

test('a visibility timeout that is too short fails the synth by the name of the queue', () => {
  expect(() => stackWith({ visibilitySeconds: 300 })).toThrow('The queue Variants hides a message for 300 s');
});
