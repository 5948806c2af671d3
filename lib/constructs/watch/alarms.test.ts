import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { expect, test } from 'vitest';
import { KINDS } from './alarm-plan.ts';
import { alarmPlans } from './alarms.ts';
import { countedAlarms } from './counted-alarms.ts';
import { watchedResources } from './resources.ts';

function stack(name = 'ShopMap') {
  const stack = new Stack(new App(), name);
  const fn = (id: string) =>
    new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_24_X, handler: 'x.y', code: Code.fromInline('x') });
  return { stack, fn, plans: () => alarmPlans(watchedResources(stack.node.root, 'Shop'), 'Shop') };
}

/** Those that need no resource, only functions that count. */
const COUNTED = countedAlarms('Shop').map(({ name }) => name);

test('one of everything has its alarm, named after it', () => {
  const { stack: scope, fn, plans } = stack();
  fn('CreateMap');
  new StateMachine(scope, 'Build', { definitionBody: DefinitionBody.fromChainable(new Pass(scope, 'Pass')) });
  new TableV2(scope, 'MapTable', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
  new Queue(scope, 'Unsettled');
  const dead = new Queue(scope, 'WorkDead');
  new Queue(scope, 'Work', { deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });
  new Rule(scope, 'BuildEndedBadly', { schedule: Schedule.expression('rate(1 day)') });
  const target = {
    arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:x',
    roleArn: 'arn:aws:iam::111122223333:role/x',
  };
  for (const id of ['Daily', 'Weekly']) {
    new CfnSchedule(scope, id, { scheduleExpression: 'rate(1 day)', flexibleTimeWindow: { mode: 'OFF' }, target });
  }
  new HttpApi(scope, 'HttpApi');
  expect(plans().map(({ name }) => name)).toEqual([
    'create-map-errors',
    'functions-throttled',
    'map-build-failed',
    ...COUNTED,
    'api-5xx',
    'api-slow',
    'map-table-throttled',
    'unsettled-dead-letters',
    'work-dead-letters',
    'work-late',
    'build-ended-badly-undelivered',
    'default-schedules-dropped',
  ]);
  expect(new Set(plans().map(({ kind }) => kind))).toEqual(new Set(KINDS));
});

test('what another stack holds, and what comes later, is found; what CDK brings along is not', () => {
  const { stack: scope, fn, plans } = stack();
  fn('Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C');
  expect(plans().map(({ name }) => name)).toEqual(['functions-throttled', ...COUNTED]);
  fn('CancelJob');
  const other = new Stack(scope.node.root as App, 'ShopBooth');
  new Queue(other, 'Lost');
  expect(plans().map(({ name }) => name)).toEqual([
    'cancel-job-errors',
    'functions-throttled',
    ...COUNTED,
    'lost-dead-letters',
  ]);
});

test('dead letters are named after the queue that they came from, where it is one', () => {
  const { stack: scope, plans } = stack();
  const queue = (id: string, dead: Queue) =>
    new Queue(scope, id, { deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });
  queue('PhotoQueue', new Queue(scope, 'PhotoQueueDead'));
  const shared = new Queue(scope, 'Lost');
  queue('One', shared);
  queue('Two', shared);
  const names = plans().flatMap(({ kind, name, says }) => (kind === 'dead-letters' ? [[name, says]] : []));
  expect(names).toEqual([
    ['photo-queue-dead-letters', expect.stringContaining('the queue photo-queue-dead.')],
    ['lost-dead-letters', expect.stringContaining('the queue lost.')],
  ]);
});

test('a stopped execution sounds where nobody of ours stops one', () => {
  const { stack: scope, plans } = stack();
  for (const id of ['Build', 'Deletion']) {
    new StateMachine(scope, id, { definitionBody: DefinitionBody.fromChainable(new Pass(scope, `${id}Pass`)) });
  }
  const metrics = plans()
    .filter(({ kind }) => kind === 'machine-failed')
    .map(({ metric }) => Object.keys((metric as MathExpression).usingMetrics));
  expect(metrics).toEqual([
    ['failed', 'timedOut'],
    ['failed', 'timedOut', 'aborted'],
  ]);
});

test('a queue that is worked on sounds when its messages wait: longer than failing takes', () => {
  const { stack: scope, plans } = stack();
  const deadLetterQueue = { queue: new Queue(scope, 'Lost'), maxReceiveCount: 5 };
  new Queue(scope, 'Quick', { deadLetterQueue, visibilityTimeout: Duration.minutes(1) });
  new Queue(scope, 'Slow', { deadLetterQueue, visibilityTimeout: Duration.minutes(24) });
  const thresholds = plans()
    .filter(({ kind }) => kind === 'queue-late')
    .map(({ name, threshold }) => [name, threshold]);
  expect(thresholds).toEqual([
    ['quick-late', 900],
    ['slow-late', 4 * 24 * 60],
  ]);
});
