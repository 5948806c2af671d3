/** Queues, their policies and their functions from a template: with real processes, as `npm start` has them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sqs from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import type { Report } from '../service.ts';
import { createSqs } from '../sqs/server.ts';
import { checkAssembly } from '../template/check.ts';
import { openAccessKeys } from './access-keys.ts';
import { openAccount } from './account.ts';
import { appOf, arnOf, deploymentOfApp, documentOf, type Resources, resource } from './app.fixture.ts';
import { OPERATOR } from './callers.ts';
import type { Deployment } from './deployed.ts';
import { beginMappings } from './event-source-mappings.ts';
import { functionDefinitions } from './functions.ts';
import { ensureQueues, identityAt } from './queues.ts';
import { openFunctions, openServices, type Rooms, signedServices, type Undo } from './rooms.ts';
import { servicesPort } from './services-port.ts';

const allow = (Action: string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
/** As CDK's enforceSSL writes it. */
const tlsOnly = (queue: string) =>
  documentOf({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Resource: arnOf(queue),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });

/** Bodies are numbers: even ones go well, odd ones fail, and each is answered to the queue Done by the function itself. */
const HANDLER = `
const { SQSClient, SendMessageCommand } = await import(process.env.SDK);
const client = new SQSClient({});
export async function handler({ Records }) {
  for (const { body, attributes } of Records)
    await client.send(new SendMessageCommand({ QueueUrl: process.env.DONE_URL, MessageBody: body + ' ' + attributes.ApproximateReceiveCount }));
  return { batchItemFailures: Records.filter(({ body }) => Number(body) % 2).map(({ messageId }) => ({ itemIdentifier: messageId })) };
}`;

/** Long enough for a process to start on a busy machine; so long a failed message takes to become a dead letter. */
const SECONDS = 8;

const base: Resources = {
  Role: resource('WorkerRole', 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: documentOf({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com' },
    }),
    Policies: [
      {
        PolicyName: 'inline',
        PolicyDocument: documentOf(
          allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Work')),
          allow(['sqs:SendMessage'], arnOf('Done')),
        ),
      },
    ],
  }),
  Worker: resource('Worker', 'AWS::Lambda::Function', {
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Code: { S3Key: 'code.zip' },
    Role: arnOf('Role'),
    Timeout: SECONDS,
    Environment: {
      Variables: { DONE_URL: { Ref: 'Done' }, SDK: import.meta.resolve('@aws-sdk/client-sqs') },
    },
  }),
  Done: resource('Done', 'AWS::SQS::Queue'),
  Work: resource('Work', 'AWS::SQS::Queue', {
    VisibilityTimeout: SECONDS,
    SqsManagedSseEnabled: true,
    RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 1 },
  }),
  WorkPolicy: resource('Work/Policy', 'AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: 'Work' }],
    PolicyDocument: tlsOnly('Work'),
  }),
  Dead: resource('Dead', 'AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600 }),
  Mapping: resource('Worker/Queue', 'AWS::Lambda::EventSourceMapping', {
    EventSourceArn: arnOf('Work'),
    FunctionName: { Ref: 'Worker' },
    BatchSize: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  }),
};

function deploymentOfTemplate(changed: Resources, servicesUrl: string, directory: string): Deployment {
  const app = appOf({ ...base, ...changed }, new Map([['code.zip', { path: directory, packaging: 'zip' }]]));
  checkAssembly(app);
  return deploymentOfApp(app, identityAt(servicesUrl));
}

async function open(changed: Resources = {}, report: Report = () => {}) {
  const undo: Undo = [];
  onTestFinished(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  const directory = await mkdtemp(join(tmpdir(), 'mappings-'));
  undo.push(() => rm(directory, { recursive: true, force: true }));
  await writeFile(join(directory, 'index.mjs'), HANDLER);
  let listener: ReturnType<typeof servicesPort> | undefined;
  const server = createServer((request, response) => listener?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => new Promise((resolve) => server.close(resolve)));
  undo.push(() => server.closeAllConnections());
  const servicesUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const deployment = deploymentOfTemplate(changed, servicesUrl, directory);
  const authorize = openAccount(deployment, { report });
  const keys = await openAccessKeys(directory);
  const functions = openFunctions({ servicesUrl, workers: 2, report });
  const invokeAs = () => functions.invoke;
  const services = await openServices(
    { directory, servicesUrl, keys, authorize, invokeAs, callers: [functions.close], report },
    undo,
  );
  const rooms = { ...services, functions } as unknown as Rooms;
  ensureQueues(deployment, rooms.sqs);
  for (const definition of functionDefinitions(deployment, keys, new Set())) await functions.ensure(definition);
  listener = servicesPort(signedServices(services), undefined, { publicHost: '127.0.0.1', report });
  await beginMappings(deployment, { rooms, authorize, workers: 2, report }, undo);
  const { id, secret } = keys.of(OPERATOR);
  const credentials = { accessKeyId: id, secretAccessKey: secret };
  const client = new sqs.SQSClient({ endpoint: servicesUrl, region: 'us-east-1', credentials });
  undo.push(() => client.destroy());
  const url = (name: string) => `${servicesUrl}/000000000000/App-${name}`;
  return { client, url, rooms };
}

/** Reads the template and makes its queues and mappings, without functions that run. */
async function check(changed: Resources): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'mappings-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const deployment = deploymentOfTemplate(changed, 'http://x', directory);
  const authorize = openAccount(deployment, { report: () => {} });
  const room = createSqs({ directory, credentials: () => undefined, authorize, servicesUrl: 'http://x' });
  const undo: Undo = [room.close];
  try {
    ensureQueues(deployment, room);
    const rooms = { sqs: room, functions: { invoke: async () => undefined } } as unknown as Rooms;
    await beginMappings(deployment, { rooms, authorize, workers: 2, report: () => {} }, undo);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function bodiesIn(client: sqs.SQSClient, QueueUrl: string): Promise<string[]> {
  const command = new sqs.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
  const { Messages = [] } = await client.send(command);
  return Messages.map(({ Body }) => Body!).sort();
}

test('a function works on its queue by the template alone, and what fails for good lies in the dead letters', async () => {
  const lines: string[] = [];
  const { client, url } = await open({}, (line) => lines.push(line));
  const Entries = ['2', '3', '4'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  await client.send(new sqs.SendMessageBatchCommand({ QueueUrl: url('Work'), Entries }));
  await expect.poll(() => bodiesIn(client, url('Dead')), { timeout: 18_000 }).toEqual(['3']);
  expect(await bodiesIn(client, url('Done'))).toEqual(['2 1', '3 1', '4 1']);
  expect(lines.filter((line) => line.startsWith('refused'))).toEqual([]);
});

test('queue policies decide: a Deny for everybody stops the operator, too', async () => {
  const denied = documentOf({ ...tlsOnly('Done').Statement[0], Condition: {}, Action: 'sqs:PurgeQueue' });
  const { client, url } = await open({
    DonePolicy: resource('Done/Policy', 'AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: 'Done' }],
      PolicyDocument: denied,
    }),
  });
  await expect(client.send(new sqs.PurgeQueueCommand({ QueueUrl: url('Done') }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
  await client.send(new sqs.PurgeQueueCommand({ QueueUrl: url('Dead') }));
  const { Attributes } = await client.send(
    new sqs.GetQueueAttributesCommand({ QueueUrl: url('Done'), AttributeNames: ['Policy', 'QueueArn'] }),
  );
  expect(JSON.parse(Attributes!.Policy!)).toMatchObject({ Statement: [{ Effect: 'Deny' }] });
});

const mapping = (properties: Record<string, unknown>) => ({
  Mapping: resource('Worker/Queue', 'AWS::Lambda::EventSourceMapping', {
    ...base.Mapping!.Properties,
    ...properties,
  }),
});
test.each<[Resources, string]>([
  [mapping({ FilterCriteria: { Filters: [] } }), 'property FilterCriteria'],
  [
    mapping({ EventSourceArn: 'arn:aws:kinesis:us-east-1:0:stream/x' }),
    'App/Worker/Queue/Resource: the event source arn:aws:kinesis',
  ],
  [mapping({ FunctionName: 'gone' }), 'App/Worker/Queue/Resource: the function gone is not in the templates'],
  [mapping({ BatchSize: 100 }), 'Maximum batch window in seconds must be greater than 0'],
  [mapping({ ScalingConfig: { MaximumConcurrency: 1 } }), 'MaximumConcurrency must be from 2 to 1000'],
  [
    { Work: resource('Work', 'AWS::SQS::Queue', { VisibilityTimeout: 0 }) },
    'Queue visibility timeout: 0 seconds is less than Function timeout: 8 seconds',
  ],
  [{ Work: resource('Work', 'AWS::SQS::Queue', { FifoQueue: true }) }, 'property FifoQueue'],
  [
    { Work: resource('Work', 'AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: 'x', maxReceiveCount: 1 } }) },
    'App/Work/Resource: Value {"deadLetterTargetArn":"x"',
  ],
  [
    {
      WorkPolicy: resource('P', 'AWS::SQS::QueuePolicy', { Queues: ['http://x/1/gone'], PolicyDocument: documentOf() }),
    },
    'App/P/Resource: the queue http://x/1/gone is not in the templates.',
  ],
  [
    {
      Role: resource('WorkerRole', 'AWS::IAM::Role', {
        ...base.Role!.Properties,
        Policies: [{ PolicyName: 'inline', PolicyDocument: documentOf(allow(['sqs:ReceiveMessage'], arnOf('Work'))) }],
      }),
    },
    'App/Worker/Queue/Resource: User: arn:aws:sts::000000000000:assumed-role/App-WorkerRole/App-Worker is not authorized to perform: sqs:DeleteMessage',
  ],
])('what cannot be is refused by its path: %#', async (changed, message) => {
  await expect(check(changed)).rejects.toThrow(message);
});
