import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { jobStatus } from '../core/jobs/read-jobs.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE');
const jobs = dynamodbJobs(connectDocuments(), env.MAP_TABLE, systemClock);

/** `GET /api/jobs/{job_id}/status`: what the job does, for its owner only. */
export const handler = apiHandler(MAP_ROUTES['job-status'], async ({ params, caller }) =>
  respond(200, await jobStatus(params.job_id, caller, jobs)),
);
