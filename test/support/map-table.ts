/** A table of the twin's DynamoDB with the indexes of the map's and the media's tables, and all adapters on it. */
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
import { twinTables } from './twin-table.ts';

const TABLE = 'rows';
const INDEXES = [...Object.values(INDEX), BY_COLLECTION];
const NOW = new Date('2026-01-01T00:00:00.000Z');
export const AT = NOW.toISOString();
/** Epoch seconds. */
export const SECOND = NOW.getTime() / 1000;

export async function mapTable() {
  const { documents, stored, close } = await twinTables({ [TABLE]: INDEXES });
  const now = () => NOW;
  return {
    maps: dynamodbMaps(documents, TABLE),
    jobs: dynamodbJobs(documents, TABLE, now),
    builds: dynamodbBuilds(documents, TABLE),
    media: dynamodbMedia(documents, TABLE, now),
    shots: dynamodbShots(documents, TABLE),
    rows: dynamodbRows(documents, TABLE),
    /** A row as it is stored, in DynamoDB's own form. */
    stored: (pk: string, sk: string) => stored(TABLE, pk, sk),
    close,
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
