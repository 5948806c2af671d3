import { innerController } from './pause.ts';
import type { Scope, Visit } from './scope.ts';

/** A scope inside a state: it reads the variables around it, and assigns only its own. */
export function innerScope(visit: Visit, path: string, signal: AbortSignal, context = visit.context): Scope {
  const { surroundings, frames, history, lastEvent } = visit;
  const { states: _, ...variables } = visit.bindings;
  return { surroundings, frames, history, lastEvent, path, signal, context, outerVariables: variables };
}

/**
 * Works through a list with at most so many under way, results in the list's order. The first failure stops the others
 * and is thrown once they have ended.
 */
export async function runTogether<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  outer: { signal: AbortSignal },
  work: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const { controller, release } = innerController(outer.signal);
  const results = new Array<Result>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length && !controller.signal.aborted) {
      const index = next++;
      try {
        results[index] = await work(items[index]!, index, controller.signal);
      } catch (error) {
        controller.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  release();
  controller.signal.throwIfAborted();
  return results;
}

/** The line of work around another one goes on from the later event. */
export function joinEvents(outer: Scope, inner: Scope) {
  outer.lastEvent = Math.max(outer.lastEvent, inner.lastEvent);
}
