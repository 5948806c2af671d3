import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { randomIds } from '../../kernel/ids.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import type { CreateJobTools } from '../core/jobs/create-job.ts';
import { dynamodbBuilds } from './dynamodb-builds.ts';
import { dynamodbJobs } from './dynamodb-jobs.ts';
import { dynamodbMaps } from './dynamodb-maps.ts';
import { s3Objects } from './s3-objects.ts';
import { sfnExecutions } from './sfn-executions.ts';

type Env = Record<'MAP_TABLE' | 'MEDIA_TABLE' | 'WORK_BUCKET' | 'STATE_MACHINE_ARN', string>;

/** What a function needs that starts a job. */
export function jobStart({ MAP_TABLE, MEDIA_TABLE, WORK_BUCKET, STATE_MACHINE_ARN }: Env): CreateJobTools {
  const documents = connectDocuments();
  return {
    maps: dynamodbMaps(documents, MAP_TABLE),
    jobs: dynamodbJobs(documents, MAP_TABLE, systemClock),
    builds: dynamodbBuilds(documents, MAP_TABLE),
    media: dynamodbMedia(documents, MEDIA_TABLE, systemClock),
    work: s3Objects(connectS3(), WORK_BUCKET),
    executions: sfnExecutions(STATE_MACHINE_ARN),
    clock: systemClock,
    ids: randomIds,
  };
}
