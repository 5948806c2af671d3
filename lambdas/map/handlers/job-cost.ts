import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { jobCost } from '../core/cost/report.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'WORK_BUCKET');
const tools = {
  jobs: dynamodbJobs(connectDocuments(), env.MAP_TABLE, systemClock),
  work: s3Objects(connectS3(), env.WORK_BUCKET),
};

/** `GET /api/jobs/{job_id}/cost`: what a job has cost, for its owner only. */
export const handler = apiHandler(MAP_ROUTES['job-cost'], async ({ params, caller }) =>
  respond(200, await jobCost(params.job_id, caller, tools)),
);
