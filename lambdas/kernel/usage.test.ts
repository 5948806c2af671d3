import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { counted, countedDynamoDb, measured, sumOfUsage, type Usage } from './usage.ts';

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
type Answer = { statusCode: number; body?: object };

/** Clients whose requests are answered one after the other, and not sent. */
function answering(...answers: Answer[]) {
  const requestHandler = {
    handle: async () => {
      const { statusCode, body = {} } = answers.shift()!;
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      return { response: { statusCode, headers, body: Buffer.from(JSON.stringify(body)) } };
    },
  };
  const retry = { retryMode: 'standard', maxAttempts: 3 } as const;
  return { ...settings, ...retry, requestHandler: requestHandler as never };
}
const used = async (work: () => Promise<unknown>) => (await measured(work)).usage.requests;

describe('requests of an invocation', () => {
  it('are counted by name, every attempt of one', async () => {
    const client = counted(new S3Client(answering({ statusCode: 503 }, { statusCode: 200 }, { statusCode: 200 })));
    const requests = await used(async () => {
      await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }));
      await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    });
    expect(requests).toEqual({ 's3:PutObject': 2, 's3:GetObject': 1 });
  });

  it('are those of each invocation where several run at once', async () => {
    const client = counted(new S3Client(answering(...Array.from({ length: 3 }, () => ({ statusCode: 200 })))));
    const get = () => client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(await Promise.all([used(get), used(() => Promise.all([get(), get()]))])).toEqual([
      { 's3:GetObject': 1 },
      { 's3:GetObject': 2 },
    ]);
  });

  it('are counted when the work fails, and its time', async () => {
    const { outcome, usage } = await measured(() => Promise.reject(new Error('no')));
    expect(outcome).toEqual({ error: new Error('no') });
    expect(usage.ms).toBeGreaterThanOrEqual(0);
  });
});

describe('units of DynamoDB', () => {
  const consumed = (...units: number[]) => units.map((CapacityUnits) => ({ TableName: 't', CapacityUnits }));
  const key = { TableName: 't', Key: { pk: 'a' } };

  it('are what the service says that it took, of reads and of writes', async () => {
    const documents = DynamoDBDocumentClient.from(
      countedDynamoDb(
        new DynamoDBClient(
          answering(
            { statusCode: 200, body: { ConsumedCapacity: consumed(0.5)[0] } },
            { statusCode: 200, body: { ConsumedCapacity: consumed(50, 3), UnprocessedItems: {} } },
          ),
        ),
      ),
    );
    const requests = await used(async () => {
      await documents.send(new GetCommand(key));
      await documents.send(new BatchWriteCommand({ RequestItems: { t: [{ PutRequest: { Item: { pk: 'a' } } }] } }));
    });
    expect(requests).toEqual({
      'dynamodb:GetItem': 1,
      'dynamodb:read-units': 0.5,
      'dynamodb:BatchWriteItem': 1,
      'dynamodb:write-units': 53,
    });
  });

  it('are one where a condition did not hold', async () => {
    const refused = { statusCode: 400, body: { __type: 'ConditionalCheckFailedException' } };
    const documents = DynamoDBDocumentClient.from(countedDynamoDb(new DynamoDBClient(answering(refused))));
    const requests = await used(() => documents.send(new UpdateCommand(key)));
    expect(requests).toEqual({ 'dynamodb:UpdateItem': 1, 'dynamodb:write-units': 1 });
  });

  it('are two a row of a transaction that was refused', async () => {
    const refused = { statusCode: 400, body: { __type: 'TransactionCanceledException', CancellationReasons: [] } };
    const documents = DynamoDBDocumentClient.from(countedDynamoDb(new DynamoDBClient(answering(refused))));
    const TransactItems = ['a', 'b', 'c'].map((pk) => ({ Put: { TableName: 't', Item: { pk } } }));
    const requests = await used(() => documents.send(new TransactWriteCommand({ TransactItems })));
    expect(requests).toEqual({ 'dynamodb:TransactWriteItems': 1, 'dynamodb:write-units': 6 });
  });
});

it('usage adds up', () => {
  const all: Usage[] = [
    { ms: 5, requests: { 's3:GetObject': 1, 's3:PutObject': 2 } },
    { ms: 7, requests: { 's3:GetObject': 3 } },
  ];
  expect(sumOfUsage(all)).toEqual({ ms: 12, requests: { 's3:GetObject': 4, 's3:PutObject': 2 } });
});
