import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { check } from '../core/steps/check.ts';
import type { CheckInput } from '../workflow.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  work: s3Objects(connectS3(), env.WORK_BUCKET),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  clock: systemClock,
};

/** After each Distributed Map: its failures are named, or the job moves on. */
export const handler = stepHandler((input: CheckInput) => check(input, tools), {
  record: recordUsage('check', tools.work),
});
