import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sfnExecutions } from '../adapters/sfn-executions.ts';
import { createJob } from '../core/jobs/create-job.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'STATE_MACHINE_ARN');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  work: s3Objects(new S3Client({}), env.WORK_BUCKET),
  executions: sfnExecutions(env.STATE_MACHINE_ARN),
  clock: systemClock,
  ids: randomIds,
};

/** `POST /api/jobs`: 202 a job that is building, 200 when the published build was made from exactly these inputs. */
export const handler = apiHandler(MAP_ROUTES['create-job'], async ({ body, caller }) => {
  const answer = await createJob(body, caller.sub, tools);
  return respond(answer.unchanged ? 200 : 202, answer);
});
