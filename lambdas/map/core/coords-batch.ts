import type { Batch, BatchResult, CapturedShot, CoordsDone } from '../workflow.ts';
import { runBatch } from './batch.ts';

/** The positions of the plan, as given. */
export const coordsBatch = (batch: Batch<CapturedShot>): Promise<BatchResult<CoordsDone>> =>
  runBatch(batch, async ({ nominal }) => ({ done: { position: nominal, confidence: 1, reason: 'given' } }));
