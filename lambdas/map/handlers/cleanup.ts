import { S3Client } from '@aws-sdk/client-s3';
import { readEnv } from '../../kernel/env.ts';
import { stepHandler } from '../../kernel/step.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { cleanupBatch } from '../core/cleanup-batch.ts';
import type { Batch, CleanupItem } from '../workflow.ts';

const env = readEnv('WORK_BUCKET');
const work = s3Objects(new S3Client({}), env.WORK_BUCKET);

/** Worker of the stage cleanup. */
export const handler = stepHandler((batch: Batch<CleanupItem>) => cleanupBatch(batch, work));
