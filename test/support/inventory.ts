/** Everything that a running platform stores: for tests that prove that something is really gone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { createClient } from '../../client/client.ts';

/** `bucket/key` of every object, `table pk sk` of every row. */
export type Inventory = { objects: string[]; rows: string[] };

/** @param directory the platform's data folder, which holds the operator's key */
export async function inventory(url: string, directory: string): Promise<Inventory> {
  const { issuer } = await createClient({ baseUrl: url }).config();
  const keys: Record<string, { id: string; secret: string }> = JSON.parse(
    await readFile(join(directory, 'access-keys.json'), 'utf8'),
  );
  const [, key] = Object.entries(keys).find(([arn]) => arn.endsWith(':user/operator')) ?? Object.entries(keys)[0]!;
  const settings = {
    endpoint: new URL(issuer).origin,
    region: 'us-east-1',
    credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
  };
  const client = new S3Client({ ...settings, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(settings);
  try {
    return { objects: await allObjects(client), rows: await allRows(dynamodb) };
  } finally {
    client.destroy();
    dynamodb.destroy();
  }
}

async function allObjects(client: S3Client): Promise<string[]> {
  const found: string[] = [];
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  for (const { Name } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: Name })) {
      found.push(...Contents.map(({ Key }) => `${Name}/${Key}`));
    }
  }
  return found.toSorted();
}

async function allRows(client: DynamoDBClient): Promise<string[]> {
  const found: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames) {
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
        found.push(...Items.map(({ pk, sk }) => `${TableName} ${pk!.S} ${sk!.S}`));
      }
    }
  }
  return found.toSorted();
}
