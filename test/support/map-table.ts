/** A table of the twin's DynamoDB with the indexes of the map's and the media's tables, and all adapters on it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamodbBuilds } from '../../lambdas/map/adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../../lambdas/map/adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../../lambdas/map/adapters/dynamodb-maps.ts';
import { dynamodbRows } from '../../lambdas/map/adapters/dynamodb-rows.ts';
import { dynamodbShots } from '../../lambdas/map/adapters/dynamodb-shots.ts';
import { INDEX } from '../../lambdas/map/keys.ts';
import type { MapRecord } from '../../lambdas/map/ports/maps.ts';
import type { PlanRequest } from '../../lambdas/map/workflow.ts';
import { dynamodbMedia } from '../../lambdas/media/adapters/dynamodb-media.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import { createDynamodb } from '../../local/dynamodb/server.ts';
import { serve } from './serve.ts';

const TABLE = 'rows';
const INDEXES = [...Object.values(INDEX), BY_COLLECTION];
const NOW = new Date('2026-01-01T00:00:00.000Z');
export const AT = NOW.toISOString();
/** Epoch seconds. */
export const SECOND = NOW.getTime() / 1000;

export async function mapTable() {
  const directory = await mkdtemp(join(tmpdir(), 'map-rows-'));
  const principal = { arn: 'arn:aws:iam::000000000000:role/test' };
  const room = await createDynamodb({ directory, credentials: () => ({ secret: 'secret', principal }) });
  const keys = ['pk', 'sk', ...INDEXES.flatMap(({ pk, sk }) => [pk, sk])];
  const schema = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  await room.ensureTable({
    TableName: TABLE,
    KeySchema: schema('pk', 'sk'),
    AttributeDefinitions: [...new Set(keys)].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: INDEXES.map(({ name, pk, sk }) => ({ IndexName: name, KeySchema: schema(pk, sk) })),
  });
  const served = await serve(room);
  const client = new DynamoDBClient({
    endpoint: served.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const now = () => NOW;
  return {
    maps: dynamodbMaps(documents, TABLE),
    jobs: dynamodbJobs(documents, TABLE, now),
    builds: dynamodbBuilds(documents, TABLE),
    media: dynamodbMedia(documents, TABLE, now),
    shots: dynamodbShots(documents, TABLE),
    rows: dynamodbRows(documents, TABLE),
    /** A row as it is stored, in DynamoDB's own form. */
    async stored(pk: string, sk: string) {
      const Key = { pk: { S: pk }, sk: { S: sk } };
      const { Item } = (await room.call('GetItem', { TableName: TABLE, Key })) as { Item?: Record<string, object> };
      return Item;
    },
    async close() {
      documents.destroy();
      await served.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
export type MapTable = Awaited<ReturnType<typeof mapTable>>;

export const mapOf = (map: string, changes: Partial<MapRecord> = {}): MapRecord => ({
  ...{ map, owner: 'ada', name: map, visibility: 'public', attribution: '', created_at: AT, updated_at: AT },
  ...changes,
});
export const requestOf = (map: MapRecord, number: number): PlanRequest => ({
  ...{ job_id: `job_${number}`, map_id: map.map, build: `0${number}`, attempt: 1, owner: map.owner },
  ...{ save_data_id: 's', inputs_hash: 'hash', uploaded: 0, shots: [] },
  options: { format: 'webp', quality: 80, effort: 2, exact: true, keep_shots: true },
});
