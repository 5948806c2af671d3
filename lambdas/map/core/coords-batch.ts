import type { Batch, BatchResult, CoordsDone, CoordsItem } from '../workflow.ts';
import { runBatch } from './batch.ts';

/** Nothing is compared yet: every shot stays where its plan says. */
export const coordsBatch = (batch: Batch<CoordsItem>): Promise<BatchResult<CoordsDone>> =>
  runBatch(batch, async () => ({ done: { pairs: [] } }));
