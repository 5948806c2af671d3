import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { logger } from '../../kernel/log.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { dynamodbShots } from '../adapters/dynamodb-shots.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sfnDeletions } from '../adapters/sfn-deletions.ts';
import { tidy } from '../core/removal/tidy.ts';
import type { TidyInput } from '../removal-workflow.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'TILES_BUCKET', 'DELETION_ARN');
const documents = connectDocuments();
const client = connectS3();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  shots: dynamodbShots(documents, env.MAP_TABLE),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  work: s3Objects(client, env.WORK_BUCKET),
  tiles: s3Objects(client, env.TILES_BUCKET),
  deletions: sfnDeletions(env.DELETION_ARN),
  clock: systemClock,
};

/** A round of the daily tidying. */
export const handler = stepHandler((input: TidyInput) =>
  tidy(input, tools, (map, error) => logger.error('map not tidied', { map, error: error as Error })),
);
