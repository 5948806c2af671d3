import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { dynamodbShots } from '../adapters/dynamodb-shots.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { publish } from '../core/steps/publish.ts';
import type { JobRef } from '../workflow.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'TILES_BUCKET');
const documents = connectDocuments();
const client = connectS3();
const tools = {
  work: s3Objects(client, env.WORK_BUCKET),
  tiles: s3Objects(client, env.TILES_BUCKET),
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  shots: dynamodbShots(documents, env.MAP_TABLE),
  clock: systemClock,
};

/** The map shows the new build. */
export const handler = stepHandler((ref: JobRef) => publish(ref, tools), {
  record: recordUsage('publish', tools.work),
});
