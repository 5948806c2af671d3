import { readEnv } from '../../kernel/env.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { workerHandler } from '../../kernel/step.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { cleanupBatch } from '../core/cleanup-batch.ts';
import type { Batch, CleanupItem } from '../workflow.ts';

const env = readEnv('WORK_BUCKET');
const work = s3Objects(connectS3(), env.WORK_BUCKET);

/** Worker of the stage cleanup. */
export const handler = workerHandler((batch: Batch<CleanupItem>) => cleanupBatch(batch, work));
