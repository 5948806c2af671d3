import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createS3, type S3Room } from '../s3/server.ts';
import { openAccessKeys } from './access-keys.ts';
import { deployToBucket } from './bucket-deployment.ts';
import { createPerform } from './perform.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Deployer';
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:deploy';
let root: string;
let s3: S3Room;
let client: S3Client;
let performer: ReturnType<typeof createPerform>;
const server = createServer((request, response) => s3.handle(request, response));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'deployment-'));
  const keys = await openAccessKeys(root);
  const { id, secret } = keys.of({ arn: ROLE });
  s3 = await createS3({ directory: join(root, 's3'), credentials: keys.credentials, region: 'us-east-1' });
  await s3.ensureBucket('web', {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new S3Client({ endpoint, region: 'us-east-1', credentials: { accessKeyId: id, secretAccessKey: secret } });
  performer = createPerform({ endpoint, keys, invokeAs: () => async (name, payload) => ({ name, payload }) });
});
afterAll(async () => {
  client.destroy();
  await performer.close();
  server.close();
  await s3.close();
  await rm(root, { recursive: true, force: true });
});

const write = async (name: string, text: string) => {
  await mkdir(join(root, 'site'), { recursive: true });
  await writeFile(join(root, 'site', name), text);
};
const deploy = (key: string, prune: boolean) => {
  const deployment = {
    SourceObjectKeys: [key],
    DestinationBucketName: 'web',
    DestinationBucketKeyPrefix: 'site',
    Exclude: ['*.txt'],
    Prune: prune,
    SystemMetadata: { 'cache-control': 'no-cache' },
  };
  return deployToBucket('Site', deployment, {
    directories: [join(root, 'site')],
    client,
    record: join(root, 'record'),
  });
};
const keysInBucket = async () => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'web' }));
  return Contents.map(({ Key }) => Key);
};

test('puts files with their headers, once, and prunes only what it may', async () => {
  await write('index.html', '<p>one</p>');
  await write('old.js', '1');
  await write('notes.txt', 'not deployed');
  expect(await deploy('a.zip', true)).toBe(2);
  expect(await deploy('a.zip', true)).toBe(0);
  const page = await client.send(new GetObjectCommand({ Bucket: 'web', Key: 'site/index.html' }));
  expect([page.CacheControl, page.ContentType]).toEqual(['no-cache', 'text/html; charset=utf-8']);
  expect(await page.Body?.transformToString()).toBe('<p>one</p>');

  const call = (action: string, parameters: object) =>
    performer.perform({
      service: 's3',
      action,
      parameters,
      roleArn: ROLE,
      machineArn: MACHINE,
      signal: new AbortController().signal,
    });
  for (const Key of ['site/kept.txt', 'elsewhere.html']) await call('putObject', { Bucket: 'web', Key, Body: 'x' });
  await rm(join(root, 'site/old.js'));
  await deploy('b.zip', false);
  expect(await keysInBucket()).toContain('site/old.js');
  await deploy('c.zip', true);
  expect(await keysInBucket()).toEqual(['elsewhere.html', 'site/index.html', 'site/kept.txt']);
});

test('a task calls functions by their ARN, and services by the names of their errors', async () => {
  const { signal } = new AbortController();
  const task = (service: string, action: string, parameters: object, roleArn = ROLE) =>
    performer.perform({ service, action, parameters, roleArn, machineArn: MACHINE, signal });
  const FunctionName = 'arn:aws:lambda:us-east-1:000000000000:function:Plan:$LATEST';
  expect(await task('lambda', 'invoke', { FunctionName, Payload: { job: 1 } })).toMatchObject({
    StatusCode: 200,
    Payload: { name: 'Plan', payload: { job: 1 } },
  });
  await expect(task('s3', 'getObject', { Bucket: 'web', Key: 'nothing' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(task('s3', 'paintObject', {})).rejects.toThrow('s3 has no action paintObject');
  await expect(task('sns', 'publish', {})).rejects.toThrow('calls sns, which the local twin does not serve');
});
