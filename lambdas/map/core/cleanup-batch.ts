import type { ObjectStore } from '../ports/objects.ts';
import type { Batch, BatchResult, CleanupItem } from '../workflow.ts';
import { runBatch } from './batch.ts';

/** Deletes at once; far below what S3 takes (3,500 requests/s and prefix, its documentation). */
const DELETES_AT_ONCE = 8;

/** Deletes the shots whose item says so. A repeat finds them gone, which is fine. */
export const cleanupBatch = (batch: Batch<CleanupItem>, work: ObjectStore): Promise<BatchResult> =>
  runBatch(
    batch,
    async ({ key, action }) => {
      if (action === 'delete') await work.delete(key);
      return { done: {} };
    },
    { atOnce: DELETES_AT_ONCE },
  );
