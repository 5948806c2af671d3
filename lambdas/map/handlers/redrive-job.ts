import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sfnExecutions } from '../adapters/sfn-executions.ts';
import { redriveJob } from '../core/jobs/redrive-job.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'STATE_MACHINE_ARN');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  work: s3Objects(connectS3(), env.WORK_BUCKET),
  executions: sfnExecutions(env.STATE_MACHINE_ARN),
  clock: systemClock,
  ids: randomIds,
};

/** `POST /api/jobs/{job_id}/redrive`: 202 the job, which runs again; a repeat of the request, the job as it is. */
export const handler = apiHandler(MAP_ROUTES['redrive-job'], async ({ params, body, caller }) =>
  respond(202, await redriveJob(params.job_id, body, caller, tools)),
);
