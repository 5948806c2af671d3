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
import { s3Objects } from '../adapters/s3-objects.ts';
import { sfnExecutions } from '../adapters/sfn-executions.ts';
import { removeEnded } from '../core/removal/remove-ended.ts';
import type { RemovalInput } from '../removal-workflow.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'TILES_BUCKET', 'STATE_MACHINE_ARN');
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
  executions: sfnExecutions(env.STATE_MACHINE_ARN),
  clock: systemClock,
};

/** Removes what a job left that has ended without publishing. */
export const handler = stepHandler((input: RemovalInput) => removeEnded(input, tools));
