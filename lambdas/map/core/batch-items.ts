import { LEAST_BATCH_ITEMS, SHARED_BATCHES } from '../../../lib/limits/batches.ts';
import { BATCH_ITEMS } from '../../../lib/limits.ts';

/**
 * Items of a batch, of a stage that has so many and so many workers at once: as the state machine says it (map-workflow/stage.ts). All
 * batches have about as many, because the largest one is waited for: nine shots to compare are five and four, and not eight and one.
 */
export const batchItems = (stage: keyof typeof LEAST_BATCH_ITEMS, items: number, workers: number): number => {
  const share = Math.ceil(items / Math.min(workers, SHARED_BATCHES));
  const most = Math.min(BATCH_ITEMS[stage], Math.max(LEAST_BATCH_ITEMS[stage], share));
  return items === 0 ? most : Math.ceil(items / Math.ceil(items / most));
};

export const batchesOf = (stage: keyof typeof LEAST_BATCH_ITEMS, items: number, workers: number): number =>
  Math.ceil(items / batchItems(stage, items, workers));
