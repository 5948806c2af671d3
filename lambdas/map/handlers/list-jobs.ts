import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { listJobs } from '../core/jobs/read-jobs.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE');
const jobs = dynamodbJobs(connectDocuments(), env.MAP_TABLE, systemClock);

/** `GET /api/jobs`: the caller's jobs, newest first. */
export const handler = apiHandler(MAP_ROUTES['list-jobs'], async ({ query, caller }) =>
  respond(200, await listJobs(caller, query.next, jobs)),
);
