import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sharpPictures } from '../adapters/sharp-pictures.ts';
import { gameGrid } from '../core/games/games.ts';
import { plan } from '../core/steps/plan.ts';
import type { JobRef } from '../workflow.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  work: s3Objects(connectS3(), env.WORK_BUCKET),
  pictures: sharpPictures,
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  clock: systemClock,
  gameGrid,
};

/** First step: areas, totals, the job runs. */
export const handler = stepHandler((ref: JobRef) => plan(ref, tools), { record: recordUsage('plan', tools.work) });
