import { isCutShort } from '../aborted.ts';
import { runBlock } from '../block.ts';
import type { MapState } from '../language.ts';
import { record, recordAside, type Visit } from '../scope.ts';
import type { Done } from '../states/perform.ts';
import { innerScope, joinEvents, runTogether } from '../together.ts';
import { itemContext, itemsOf, numberOf, selectItem } from './items.ts';
import { toleranceOf } from './tolerance.ts';

/** Most iterations at a time (service limit for Inline mode). */
const INLINE_CONCURRENCY = 40;

/** Runs the processor for every item inside the execution itself. */
export async function performInlineMap(state: MapState, visit: Visit): Promise<Done> {
  const items = await itemsOf(state, visit);
  const concurrency = (await numberOf(state.MaxConcurrency, 'MaxConcurrency', visit)) || INLINE_CONCURRENCY;
  // The service takes these in an inline Map, too, where they have no effect; a wrong value is an error all the same.
  await toleranceOf(state, visit);
  record(visit, 'MapStateStarted', { length: items.length });
  const started = visit.lastEvent;
  /** Last event of the iteration that ended last: the next one takes its place. */
  let freed = started;
  const result = await runTogether(items, concurrency, visit, async (item, index, signal) => {
    const context = { ...visit.context, Map: itemContext(index, item) };
    const scope = innerScope(visit, `${visit.place}/${index}`, signal, context);
    const named = { name: visit.name, index };
    scope.lastEvent = index < concurrency ? started : freed;
    record(scope, 'MapIterationStarted', named);
    try {
      const output = await runBlock(state.ItemProcessor, await selectItem(state, item, index, visit), scope);
      freed = scope.lastEvent;
      record(scope, 'MapIterationSucceeded', named);
      return output;
    } catch (error) {
      if (isCutShort(signal)) recordAside(scope, 'MapIterationAborted', named);
      else if (!signal.aborted) recordAside(scope, 'MapIterationFailed', named);
      throw error;
    } finally {
      joinEvents(visit, scope);
    }
  });
  recordAside(visit, 'MapStateSucceeded');
  return { output: result, result };
}
