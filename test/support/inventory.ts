/** Everything that a running platform stores: for tests that prove that something is really gone. */
import { DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { operator } from './operator.ts';

/** `bucket/key` of every object, `table pk sk` of every row. */
export type Inventory = { objects: string[]; rows: string[] };

/** @param directory the platform's data folder, which holds the operator's key */
export async function inventory(url: string, directory: string): Promise<Inventory> {
  const settings = await operator(url, directory);
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
