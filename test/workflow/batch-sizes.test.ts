/** How large batches are: what the state machine says is what jobs are foreseen by. */
import jsonata from 'jsonata';
import { expect, test } from 'vitest';
import { batchItems } from '../../lambdas/map/core/batch-items.ts';
import { mapWorkflow } from '../../lib/constructs/map-workflow/definition.ts';
import { LEAST_BATCH_ITEMS } from '../../lib/limits/batches.ts';
import { BATCH_ITEMS } from '../../lib/limits.ts';

const sizeIn = (name: 'Capture' | 'Coords' | 'Tile', workers: number, todo: number): Promise<number> => {
  const { States } = mapWorkflow({
    functions: {} as never,
    ...{ table: 'rows', bucket: 'work', toleratedChildFailures: 0 },
    parallelism: { capture: workers, captureGame: workers, coords: workers, tile: workers, cleanup: workers },
  }) as { States: Record<string, { ItemBatcher: { MaxItemsPerBatch: string } }> };
  return jsonata(States[name]!.ItemBatcher.MaxItemsPerBatch.slice(2, -2)).evaluate({}, { todo });
};

test.each([2, 3, 160])('of %d workers each gets its share of what is left', async (workers) => {
  for (const todo of [0, 1, 5, 9, 15, 64, 96, 97, 127, 2000, 10_000]) {
    for (const [name, stage] of [
      ['Capture', 'capture'] as const,
      ['Coords', 'coords'] as const,
      ['Tile', 'tile'] as const,
    ]) {
      const size = await sizeIn(name, workers, todo);
      expect(size, `${stage} ${todo}`).toBe(batchItems(stage, todo, workers));
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(BATCH_ITEMS[stage]);
      const batches = Math.ceil(todo / size);
      // No more of them than small ones, each with as many as the others but for a few.
      expect(batches).toBeLessThanOrEqual(Math.ceil(todo / LEAST_BATCH_ITEMS[stage]));
      expect(batches * size - todo).toBeLessThan(Math.max(1, batches));
      // Either all workers have as much to do as the others, or they have full batches.
      expect(batches).toBeLessThanOrEqual(Math.max(workers, Math.ceil(todo / BATCH_ITEMS[stage])));
    }
  }
});
