import { StateError } from '../errors.ts';
import { evaluateTo } from '../expressions.ts';
import type { ChoiceState } from '../language.ts';
import type { Visit } from '../scope.ts';
import type { Done } from './perform.ts';

/** The first rule that holds; without one the state's own Assign and Output, and Default. */
export async function performChoice(state: ChoiceState, visit: Visit): Promise<Done> {
  for (const [i, rule] of state.Choices.entries()) {
    const field = `Choices[${i}]/Condition`;
    if (await evaluateTo<boolean>(rule.Condition, 'boolean', field, visit.bindings))
      return { output: visit.input, way: rule };
  }
  if (state.Default === undefined)
    throw new StateError(
      'States.NoChoiceMatched',
      `No rule of the Choice state '${visit.name}' holds for its input, and it has no Default.`,
    );
  return { output: visit.input, way: { ...state, Next: state.Default } };
}
