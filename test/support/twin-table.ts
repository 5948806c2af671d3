/** A table of the twin's DynamoDB, as a stack makes it, with a client. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamodb } from '../../local/dynamodb/server.ts';
import { serve } from './serve.ts';

type Index = { name: string; pk: string; sk: string };
type Stored = Record<string, object>;

/** Tables by their names, each with its indexes. */
export async function twinTables(tables: Record<string, readonly Index[]>) {
  const directory = await mkdtemp(join(tmpdir(), 'rows-'));
  const principal = { arn: 'arn:aws:iam::000000000000:role/test' };
  const room = await createDynamodb({ directory, credentials: () => ({ secret: 'secret', principal }) });
  const schema = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  for (const [TableName, indexes] of Object.entries(tables)) {
    const keys = ['pk', 'sk', ...indexes.flatMap(({ pk, sk }) => [pk, sk])];
    await room.ensureTable({
      TableName,
      KeySchema: schema('pk', 'sk'),
      AttributeDefinitions: [...new Set(keys)].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map(({ name, pk, sk }) => ({ IndexName: name, KeySchema: schema(pk, sk) })),
      }),
    });
  }
  const served = await serve(room);
  const client = new DynamoDBClient({
    endpoint: served.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    documents,
    /** A row as it is stored, in DynamoDB's own form. */
    async stored(TableName: string, pk: string, sk: string) {
      const Key = { pk: { S: pk }, sk: { S: sk } };
      const { Item } = (await room.call('GetItem', { TableName, Key })) as { Item?: Stored };
      return Item;
    },
    async all(TableName: string) {
      const { Items } = (await room.call('Scan', { TableName })) as { Items: Stored[] };
      return Items;
    },
    async close() {
      documents.destroy();
      await served.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
