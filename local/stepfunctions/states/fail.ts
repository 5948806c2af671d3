import { StateError } from '../errors.ts';
import { evaluateTo } from '../expressions.ts';
import type { FailState } from '../language.ts';
import type { Visit } from '../scope.ts';

export async function performFail(state: FailState, visit: Visit): Promise<never> {
  const text = async (field: 'Error' | 'Cause') =>
    state[field] === undefined ? undefined : await evaluateTo<string>(state[field], 'string', field, visit.bindings);
  throw new StateError(await text('Error'), await text('Cause'));
}
