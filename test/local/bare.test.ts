/** The services alone, as other programs use them: `npm run twin -- --bare` (docs/local.md). */
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  ListBucketsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { type Program, startProgram } from '../support/program.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => removeFolder(folder));

function bare(...options: string[]): Program {
  const program = startProgram('local/bare.ts', '--bare', '--port', '0', '--data', join(folder, 'state'), ...options);
  onTestFinished(() => program.kill());
  return program;
}
const READY = /ready at (http:\/\/127\.0\.0\.1:\d+) \([\d.]+ s\)/;
const settings = (endpoint: string, secretAccessKey = 'test') => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'anybody', secretAccessKey },
  maxAttempts: 1,
});
const TABLE = {
  TableName: 'mine',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
};
const NAME = 'arn:aws:lambda:us-east-1:000000000000:function:double';
const task = (FunctionName: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName, Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  End: true,
});

test('everything is made by calls, and is there again after a restart', async () => {
  const handlers = await temporaryFolder();
  onTestFinished(() => removeFolder(handlers));
  await writeFile(
    join(handlers, 'double.mjs'),
    "export const handler = async (n) => { if (n < 0) throw new RangeError('too small'); return 2 * n; };",
  );
  const first = bare('--handlers', handlers);
  const [, url] = await first.printed(READY);
  const s3 = new S3Client(settings(url!));
  await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
  await s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' }));
  const dynamodb = new DynamoDBClient(settings(url!));
  await dynamodb.send(new CreateTableCommand(TABLE));
  const queues = new SQSClient(settings(url!));
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'mine' }));
  expect(QueueUrl).toBe(`${url}/000000000000/mine`);
  await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await queues.send(new CreateQueueCommand({ QueueName: 'told' }));
  const told = { QueueArn: 'arn:aws:sqs:us-east-1:000000000000:told', Events: ['s3:ObjectCreated:*' as const] };
  const NotificationConfiguration = { QueueConfigurations: [told] };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: 'mine', NotificationConfiguration }));
  const kept = { Name: 'mine', SecretString: 'open sesame' };
  await new SecretsManagerClient(settings(url!)).send(new CreateSecretCommand(kept));
  const states = new SFNClient(settings(url!));
  const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Double', States: { Double: task(NAME) } });
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({ name: 'mine', definition, roleArn: 'arn:aws:iam::000000000000:role/r' }),
  );
  const outcome = async (client: SFNClient, input: string) => {
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input }));
    return expect.poll(async () => client.send(new DescribeExecutionCommand({ executionArn })));
  };
  await (await outcome(states, '21')).toMatchObject({ status: 'SUCCEEDED', output: '42' });
  await (await outcome(states, '-1')).toMatchObject({
    status: 'FAILED',
    error: 'RangeError',
    cause: expect.stringContaining('"errorMessage":"too small"'),
  });
  expect(await first.stop()).toBe(0);

  const second = bare('--handlers', handlers);
  const [, again] = await second.printed(READY);
  const s3Again = new S3Client(settings(again!));
  const { Buckets } = await s3Again.send(new ListBucketsCommand({}));
  const { TableNames } = await new DynamoDBClient(settings(again!)).send(new ListTablesCommand({}));
  const received = async (name: string) => {
    const request = { QueueUrl: `${again}/000000000000/${name}`, WaitTimeSeconds: 5 };
    const { Messages = [] } = await new SQSClient(settings(again!)).send(new ReceiveMessageCommand(request));
    return Messages.map(({ Body }) => Body);
  };
  expect(await received('mine')).toEqual(['hello']);
  expect(await received('told')).toEqual([expect.stringContaining('"Event":"s3:TestEvent"')]);
  await s3Again.send(new PutObjectCommand({ Bucket: 'mine', Key: 'k', Body: 'x' }));
  expect(await received('told')).toEqual([expect.stringContaining('"eventName":"ObjectCreated:Put"')]);
  const secrets = new SecretsManagerClient(settings(again!));
  expect(await secrets.send(new GetSecretValueCommand({ SecretId: 'mine' }))).toMatchObject(kept);
  const statesAgain = new SFNClient(settings(again!));
  await (await outcome(statesAgain, '5')).toMatchObject({ output: '10' });
  expect([Buckets?.map(({ Name }) => Name), TableNames]).toEqual([['mine'], ['mine']]);
  await statesAgain.send(new DeleteStateMachineCommand({ stateMachineArn }));
  expect((await statesAgain.send(new ListStateMachinesCommand({}))).stateMachines).toEqual([]);
  second.process.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('any access key does, another secret than `test` does not', async () => {
  const [, url] = await bare().printed(READY);
  const wrong = settings(url!, 'tset');
  await expect(new S3Client(wrong).send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  await expect(new DynamoDBClient(wrong).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
  await expect(new SQSClient(wrong).send(new CreateQueueCommand({ QueueName: 'x' }))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
  await expect(new SecretsManagerClient(wrong).send(new ListSecretsCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
  await expect(new SFNClient(wrong).send(new ListStateMachinesCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

test('it ends quietly while functions and programs ask its services', async () => {
  const handlers = await temporaryFolder();
  onTestFinished(() => removeFolder(handlers));
  const calls = `
    import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({ maxAttempts: 1 });
    export const handler = async () => { for (;;) await client.send(new ListTablesCommand({})); };`;
  await symlink(join(import.meta.dirname, '../../node_modules'), join(handlers, 'node_modules'));
  await writeFile(join(handlers, 'ask.mjs'), calls);
  const program = bare('--handlers', handlers);
  const [, url] = await program.printed(READY);
  const definition = JSON.stringify({
    ...{ QueryLanguage: 'JSONata', StartAt: 'Ask' },
    States: { Ask: task(NAME.replace('double', 'ask')) },
  });
  const states = new SFNClient(settings(url!));
  const roleArn = 'arn:aws:iam::000000000000:role/r';
  const { stateMachineArn } = await states.send(new CreateStateMachineCommand({ name: 'ask', definition, roleArn }));
  await Promise.all([1, 2].map(() => states.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }))));
  const dynamodb = new DynamoDBClient(settings(url!));
  let answered = 0;
  let isOver = false;
  const asking = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      await dynamodb.send(new ListTablesCommand({})).then(
        () => answered++,
        () => {},
      );
    }
  });
  await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(100);
  const before = program.output();
  expect(await program.stop()).toBe(0);
  isOver = true;
  await Promise.all(asking);
  expect(program.output().slice(before.length)).toBe('');
});

test('a second one on the same folder says so', async () => {
  await bare().printed(READY);
  const second = bare();
  expect(await second.ended).toBe(3);
  expect(second.output()).toContain('Tessera is already running on');
});
