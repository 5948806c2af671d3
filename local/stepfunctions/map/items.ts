import { EvaluationError } from '../errors.ts';
import { evaluate, evaluateTo } from '../expressions.ts';
import type { MapState } from '../language.ts';
import type { Visit } from '../scope.ts';

/** The array of a Map without an ItemReader: Items, or the state's input. */
export async function itemsOf(state: MapState, visit: Visit): Promise<unknown[]> {
  if (state.Items !== undefined) return evaluateTo<unknown[]>(state.Items, 'array', 'Items', visit.bindings);
  if (Array.isArray(visit.input)) return visit.input;
  throw new EvaluationError(`Map state input must be an array but was: ${JSON.stringify(visit.input)}`);
}

/** `$states.context.Map` of one item. */
export const itemContext = (index: number, value: unknown) => ({ Item: { Index: index, Value: value } });

/** What the processor of an item gets: the item itself, or what ItemSelector makes of it. */
export async function selectItem(state: MapState, item: unknown, index: number, visit: Visit): Promise<unknown> {
  if (state.ItemSelector === undefined) return item;
  const { states } = visit.bindings;
  const context = { ...(states.context as object), Map: itemContext(index, item) };
  return evaluate(state.ItemSelector, 'ItemSelector', { ...visit.bindings, states: { ...states, context } });
}

/** A number that a field gives; `otherwise` when the field is not there. */
export async function numberOf(template: unknown, field: string, visit: Visit): Promise<number | undefined> {
  return template === undefined ? undefined : evaluateTo<number>(template, 'number', field, visit.bindings);
}
