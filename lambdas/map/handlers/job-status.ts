import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler, loggedIn } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { jobStatus } from '../core/jobs/read-jobs.ts';
import { JobPath } from '../schemas.ts';

const env = readEnv('MAP_TABLE');
const jobs = dynamodbJobs(connectDocuments(), env.MAP_TABLE, systemClock);

/** `GET /api/jobs/{job_id}/status`: what the job does, for its owner only. */
export const handler = apiHandler({ path: JobPath }, async ({ path, caller }) =>
  respond(200, await jobStatus(path.job_id, loggedIn(caller), jobs)),
);
