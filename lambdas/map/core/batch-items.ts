import { LEAST_BATCH_ITEMS, SHARED_BATCHES } from '../../../lib/limits/batches.ts';
import { BATCH_ITEMS } from '../../../lib/limits.ts';

/** Items of a batch, of a stage that has so many and so many workers at once: as the state machine says it (map-workflow/stage.ts). */
export const batchItems = (stage: keyof typeof LEAST_BATCH_ITEMS, items: number, workers: number): number =>
  Math.min(
    BATCH_ITEMS[stage],
    Math.max(LEAST_BATCH_ITEMS[stage], Math.ceil(items / Math.min(workers, SHARED_BATCHES))),
  );

export const batchesOf = (stage: keyof typeof LEAST_BATCH_ITEMS, items: number, workers: number): number =>
  Math.ceil(items / batchItems(stage, items, workers));
