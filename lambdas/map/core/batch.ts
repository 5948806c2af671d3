import { inParallel } from '../../kernel/pool.ts';
import { isTransient } from '../../kernel/transient.ts';
import type { Batch, BatchResult, Outcome } from '../workflow.ts';
import { ShotFailure } from './shot-failure.ts';

export type Worked<Done> = { done: Done; tilesCreated?: number; tilesCopied?: number };

/**
 * Works on every item of a batch. An item that throws becomes a failed outcome with the error's code (`unexpected` if it
 * has none) and its message; the others go on. An error that may pass (throttling, a broken connection) is thrown instead:
 * no item is at fault, and the whole batch may be done again.
 * @param options.atOnce items under way at the same time, 1 by default
 * @param options.tasksOf how many tasks of the job's progress an item is, 1 by default
 */
export async function runBatch<Item extends { id: string }, Done extends object>(
  batch: Batch<Item>,
  work: (item: Item) => Promise<Worked<Done>>,
  { atOnce = 1, tasksOf = () => 1 }: { atOnce?: number; tasksOf?: (item: Item) => number } = {},
): Promise<BatchResult<Done>> {
  const result = { completed: 0, failed: 0, tiles_created: 0, tiles_copied: 0 };
  const outcomes = await inParallel(batch.items, atOnce, async (item): Promise<Outcome<Done>> => {
    try {
      const { done, tilesCreated = 0, tilesCopied = 0 } = await work(item);
      result.completed += tasksOf(item);
      result.tiles_created += tilesCreated;
      result.tiles_copied += tilesCopied;
      return { item: item.id, ok: true, ...done };
    } catch (error) {
      if (isTransient(error)) throw error;
      result.failed += tasksOf(item);
      return { item: item.id, ok: false, ...failureOf(error) };
    }
  });
  return { batch: batch.items[0]!.id, stage: batch.stage, ...result, outcomes };
}

function failureOf(error: unknown): { code: string; message: string; screenshot_id?: string } {
  if (!(error instanceof Error)) return { code: 'unexpected', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unexpected';
  return {
    ...{ code, message: error.message },
    ...(error instanceof ShotFailure && { screenshot_id: error.screenshot_id }),
  };
}
