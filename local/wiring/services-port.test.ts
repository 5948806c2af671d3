import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Service } from '../service.ts';
import { servicesPort } from './services-port.ts';

let asked: string[];
const reports: string[] = [];
const room = (name: string, fails = false): Service => ({
  handle: async (_, response) => {
    asked.push(name);
    if (fails) throw new Error('fault');
    response.end('{}');
  },
  close: async () => {},
});
const listener = servicesPort(
  {
    s3: room('s3'),
    dynamodb: room('dynamodb'),
    states: room('states', true),
    sqs: room('sqs'),
    secretsmanager: room('secretsmanager'),
  },
  room('issuer'),
  {
    publicHost: 'laptop',
    report: (line) => reports.push(line),
  },
);
const server = createServer(listener);
let endpoint: string;
let settings: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: 1;
};
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'A', secretAccessKey: 'B' }, maxAttempts: 1 };
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
});

test('the signature names the service, in a header or in the query', async () => {
  await new DynamoDBClient(settings).send(new ListTablesCommand({}));
  const s3 = new S3Client(settings);
  await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  await fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'b', Key: 'k' })));
  await fetch(`${endpoint}/b/k`);
  await fetch(`${endpoint}/_oidc/jwks?x=1`);
  expect(asked).toEqual(['dynamodb', 's3', 's3', 's3', 'issuer']);
});

test('a fault of the twin is reported, and is a 500 for the caller', async () => {
  await expect(new SFNClient(settings).send(new ListStateMachinesCommand({}))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 500 },
  });
  expect(reports.join()).toContain('fault');
});

test('another service is refused by name of those that are there', async () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  const answer = await fetch(endpoint, { headers: { authorization, 'x-amz-date': '20260101T000000Z' } });
  expect([answer.status, await answer.text()]).toEqual([
    400,
    expect.stringContaining('s3, dynamodb, states, sqs and secretsmanager'),
  ]);
});
