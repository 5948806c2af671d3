import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { dynamodbShots } from '../adapters/dynamodb-shots.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { solve } from '../core/steps/solve.ts';
import type { SolveInput } from '../workflow.ts';

const env = readEnv('MAP_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  work: s3Objects(new S3Client({}), env.WORK_BUCKET),
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
  shots: dynamodbShots(documents, env.MAP_TABLE),
  clock: systemClock,
};

/** After the stage coords: where every shot lies, and the blocks of tiles. */
export const handler = stepHandler((input: SolveInput) => solve(input, tools));
