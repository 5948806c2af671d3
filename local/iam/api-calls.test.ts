import { expect, test } from 'vitest';
import {
  dynamodbPermissions,
  invokePermission,
  secretsPermissions,
  sqsPermissions,
  statesPermission,
} from './api-calls.ts';

const table = (name: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;

test.each<[string, Record<string, unknown>, [string, string][]]>([
  ['GetItem', { TableName: 'map' }, [['dynamodb:GetItem', table('map')]]],
  ['GetItem', { TableName: table('map') }, [['dynamodb:GetItem', table('map')]]],
  ['Query', { TableName: 'map', IndexName: 'by-owner' }, [['dynamodb:Query', `${table('map')}/index/by-owner`]]],
  [
    'BatchWriteItem',
    { RequestItems: { map: [], media: [] } },
    [
      ['dynamodb:BatchWriteItem', table('map')],
      ['dynamodb:BatchWriteItem', table('media')],
    ],
  ],
  ['BatchGetItem', { RequestItems: { map: {} } }, [['dynamodb:BatchGetItem', table('map')]]],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'map' } },
        { Update: { TableName: 'media' } },
        { Delete: { TableName: 'map' } },
        { ConditionCheck: { TableName: 'map' } },
      ],
    },
    [
      ['dynamodb:PutItem', table('map')],
      ['dynamodb:UpdateItem', table('media')],
      ['dynamodb:DeleteItem', table('map')],
      ['dynamodb:ConditionCheckItem', table('map')],
    ],
  ],
  ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'map' } }] }, [['dynamodb:GetItem', table('map')]]],
  // What dynalite refuses as invalid must reach it.
  ['TransactWriteItems', { TransactItems: [null, 'x'] }, []],
  // A parameter that the call does not take opens nothing.
  ['GetItem', { TableName: 'map', TransactItems: [], RequestItems: {} }, [['dynamodb:GetItem', table('map')]]],
  ['ListTables', {}, [['dynamodb:ListTables', table('*')]]],
])('DynamoDB %s %j', (operation, parameters, expected) => {
  const needed = dynamodbPermissions(operation, parameters);
  expect(needed.map(({ action, resource }) => [action, resource])).toEqual(expected);
});

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:map';
const execution = 'arn:aws:states:us-east-1:000000000000:execution:map:one';
test.each<[string, Record<string, unknown>, string]>([
  ['StartExecution', { stateMachineArn: machine, input: '{}' }, machine],
  ['StopExecution', { executionArn: execution }, execution],
  // A parameter that the call does not take opens nothing.
  ['StopExecution', { stateMachineArn: machine, executionArn: execution }, execution],
  ['DescribeMapRun', { mapRunArn: `${machine}/Tile:1` }, `${machine}/Tile:1`],
  ['ListStateMachines', {}, '*'],
  ['StartExecution', { stateMachineArn: 7 }, '*'],
])('Step Functions %s %j', (operation, parameters, resource) => {
  expect(statesPermission(operation, parameters)).toEqual({ action: `states:${operation}`, resource });
});

test('a function is called by its ARN', () => {
  expect(invokePermission('plan')).toEqual({
    action: 'lambda:InvokeFunction',
    resource: 'arn:aws:lambda:us-east-1:000000000000:function:plan',
  });
});

const queue = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const QueueUrl = 'http://127.0.0.1:4701/000000000000/work';

test.each<[string, Record<string, unknown>, [string, string][]]>([
  ['SendMessage', { QueueUrl }, [['sqs:SendMessage', queue('work')]]],
  ['SendMessageBatch', { QueueUrl }, [['sqs:SendMessage', queue('work')]]],
  ['DeleteMessageBatch', { QueueUrl }, [['sqs:DeleteMessage', queue('work')]]],
  ['ChangeMessageVisibilityBatch', { QueueUrl }, [['sqs:ChangeMessageVisibility', queue('work')]]],
  ['GetQueueUrl', { QueueName: 'work' }, [['sqs:GetQueueUrl', queue('work')]]],
  ['ListQueues', { QueueNamePrefix: 'w' }, [['sqs:ListQueues', '*']]],
  [
    'StartMessageMoveTask',
    { SourceArn: queue('dead'), DestinationArn: queue('work') },
    [
      ['sqs:StartMessageMoveTask', queue('dead')],
      ['sqs:ReceiveMessage', queue('dead')],
      ['sqs:DeleteMessage', queue('dead')],
      ['sqs:GetQueueAttributes', queue('dead')],
      ['sqs:SendMessage', queue('work')],
    ],
  ],
  [
    'CancelMessageMoveTask',
    { TaskHandle: Buffer.from(JSON.stringify({ taskId: 't', sourceArn: queue('dead') })).toString('base64') },
    ['CancelMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => [
      `sqs:${name}`,
      queue('dead'),
    ]),
  ],
  ['SendMessage', {}, [['sqs:SendMessage', '*']]],
])('SQS: %s of %j', (operation, parameters, expected) => {
  expect(sqsPermissions(operation, parameters).map(({ action, resource }) => [action, resource])).toEqual(expected);
});

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`;
test.each<[string, Record<string, unknown>, [string, string][]]>([
  ['GetSecretValue', { SecretId: 'keys' }, [['secretsmanager:GetSecretValue', secret('keys-abc123')]]],
  ['GetSecretValue', { SecretId: secret('keys') }, [['secretsmanager:GetSecretValue', secret('keys-abc123')]]],
  ['DeleteSecret', { SecretId: 'gone' }, [['secretsmanager:DeleteSecret', secret('gone')]]],
  ['CreateSecret', { Name: 'new' }, [['secretsmanager:CreateSecret', secret('new')]]],
  [
    'CreateSecret',
    { Name: 'new', Tags: [{ Key: 'k', Value: 'v' }] },
    [
      ['secretsmanager:CreateSecret', secret('new')],
      ['secretsmanager:TagResource', secret('new')],
    ],
  ],
  // A parameter that the call does not take opens nothing.
  ['ListSecrets', { SecretId: 'keys' }, [['secretsmanager:ListSecrets', '*']]],
  ['GetRandomPassword', {}, [['secretsmanager:GetRandomPassword', '*']]],
  ['GetSecretValue', {}, [['secretsmanager:GetSecretValue', secret('')]]],
])('Secrets Manager %s %j', (operation, parameters, expected) => {
  const arnOf = (named: string) => (['keys', secret('keys')].includes(named) ? secret('keys-abc123') : undefined);
  const needed = secretsPermissions(operation, parameters, arnOf);
  expect(needed.map(({ action, resource }) => [action, resource])).toEqual(expected);
});
