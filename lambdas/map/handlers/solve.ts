import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { dynamodbShots } from '../adapters/dynamodb-shots.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { solve } from '../core/steps/solve.ts';
import type { JobRef } from '../workflow.ts';

const env = readEnv('MAP_TABLE', 'WORK_BUCKET', 'TILES_BUCKET', 'TILE_WORKERS');
const client = connectS3();
const documents = connectDocuments();
const tools = {
  work: s3Objects(client, env.WORK_BUCKET),
  tiles: s3Objects(client, env.TILES_BUCKET),
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  shots: dynamodbShots(documents, env.MAP_TABLE),
  clock: systemClock,
  tileWorkers: Number(env.TILE_WORKERS),
};

/** After the stage coords: where every shot lies, and the blocks of tiles. */
export const handler = stepHandler((ref: JobRef) => solve(ref, tools), { record: recordUsage('solve', tools.work) });
