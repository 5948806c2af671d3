import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { sfnExecutions, sfnRemovals } from '../adapters/sfn-executions.ts';
import { cancelJob } from '../core/jobs/cancel-job.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'STATE_MACHINE_ARN', 'REMOVAL_ARN');
const tools = {
  jobs: dynamodbJobs(connectDocuments(), env.MAP_TABLE, systemClock),
  executions: sfnExecutions(env.STATE_MACHINE_ARN),
  removals: sfnRemovals(env.REMOVAL_ARN),
  clock: systemClock,
};

/** `POST /api/jobs/{job_id}/cancel`: the job as it is now, cancelled. */
export const handler = apiHandler(MAP_ROUTES['cancel-job'], async ({ params, caller }) =>
  respond(200, await cancelJob(params.job_id, caller, tools)),
);
