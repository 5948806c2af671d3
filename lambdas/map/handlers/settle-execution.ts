import type { EventBridgeEvent } from 'aws-lambda';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { logger } from '../../kernel/log.ts';
import { record } from '../../kernel/metrics.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { sfnRemovals } from '../adapters/sfn-executions.ts';
import { type BadEnd, settleExecution } from '../core/jobs/settle-execution.ts';
import type { JobRef } from '../workflow.ts';

type Ended = EventBridgeEvent<
  'Step Functions Execution Status Change',
  { executionArn: string; status: BadEnd['status']; input: string; error?: string | null; cause?: string | null }
>;

const env = readEnv('MAP_TABLE', 'REMOVAL_ARN');
const documents = connectDocuments();
const tools = {
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  removals: sfnRemovals(env.REMOVAL_ARN),
  clock: systemClock,
};

/** EventBridge tells that an execution of the map's state machine ended badly. */
export const handler = stepHandler(async ({ detail }: Ended) => {
  const { executionArn, status, input, error, cause } = detail;
  const ref: JobRef = JSON.parse(input);
  const done = await settleExecution({ status, ref, error: error ?? '', cause: cause ?? '' }, tools);
  logger.info('execution ended', { execution: executionArn, status, job: done });
  // A cancelled job stops an execution, too: so not the stopped ones are counted, but those that failed their job.
  if (done === 'failed') record('map_jobs_died_total', { service: 'map' });
  return { job: done };
});
