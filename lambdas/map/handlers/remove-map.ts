import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { dynamodbRows } from '../adapters/dynamodb-rows.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sfnDeletions } from '../adapters/sfn-deletions.ts';
import { sfnExecutions } from '../adapters/sfn-executions.ts';
import { deletionStep } from '../core/removal/deletion-steps.ts';
import type { DeletionStep } from '../removal-workflow.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'TILES_BUCKET', 'STATE_MACHINE_ARN', 'DELETION_ARN');
const documents = connectDocuments();
const client = connectS3();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  rows: dynamodbRows(documents, env.MAP_TABLE),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  work: s3Objects(client, env.WORK_BUCKET),
  tiles: s3Objects(client, env.TILES_BUCKET),
  executions: sfnExecutions(env.STATE_MACHINE_ARN),
  deletions: sfnDeletions(env.DELETION_ARN),
};

/** Every step of the state machine that deletes maps. */
export const handler = stepHandler((input: DeletionStep) => deletionStep(input, tools));
