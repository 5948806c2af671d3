import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { recordUsage } from '../adapters/record-usage.ts';
import { connectTiler } from '../adapters/tiler-ports.ts';
import { verify } from '../core/steps/verify.ts';
import type { JobRef } from '../workflow.ts';

const env = readEnv('MAP_TABLE');
const tools = {
  ...connectTiler(),
  jobs: dynamodbJobs(connectDocuments(), env.MAP_TABLE, systemClock),
  clock: systemClock,
};

/** After the stage tile and Top: the pyramid is whole. */
export const handler = stepHandler((ref: JobRef) => verify(ref, tools), { record: recordUsage('verify', tools.work) });
