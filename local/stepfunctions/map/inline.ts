import { runBlock } from '../block.ts';
import type { MapState } from '../language.ts';
import { record, type Visit } from '../scope.ts';
import type { Done } from '../states/perform.ts';
import { innerScope, joinEvents, runTogether } from '../together.ts';
import { itemContext, itemsOf, numberOf, selectItem } from './items.ts';

/** Most iterations at a time (service limit for Inline mode). */
const INLINE_CONCURRENCY = 40;

/** Runs the processor for every item inside the execution itself. */
export async function performInlineMap(state: MapState, visit: Visit): Promise<Done> {
  const items = await itemsOf(state, visit);
  const concurrency = (await numberOf(state.MaxConcurrency, 'MaxConcurrency', visit)) || INLINE_CONCURRENCY;
  record(visit, 'MapStateStarted', { length: items.length });
  const result = await runTogether(items, concurrency, visit, async (item, index, signal) => {
    const context = { ...visit.context, Map: itemContext(index, item) };
    const scope = innerScope(visit, `${visit.place}/${index}`, signal, context);
    const named = { name: visit.name, index };
    record(scope, 'MapIterationStarted', named);
    try {
      const output = await runBlock(state.ItemProcessor, await selectItem(state, item, index, visit), scope);
      record(scope, 'MapIterationSucceeded', named);
      return output;
    } catch (error) {
      if (!signal.aborted) record(scope, 'MapIterationFailed', named);
      throw error;
    } finally {
      joinEvents(visit, scope);
    }
  });
  record(visit, 'MapStateSucceeded');
  return { output: result, result };
}
