import { expressionIn } from '../expressions.ts';
import type { State } from '../language.ts';
import type { Complain } from './problem.ts';

/** Fields that both query languages read alike, by type of state. A Choice always needs one of the two. */
const ALWAYS = ['Type', 'Comment', 'QueryLanguage', 'Next', 'End'];
const ALIKE: Record<string, string[]> = {
  Pass: [],
  Succeed: [],
  Fail: ['Error', 'Cause'],
  Wait: ['Seconds', 'Timestamp'],
  Task: ['Resource', 'TimeoutSeconds', 'HeartbeatSeconds', 'Retry', 'Catch'],
  Parallel: ['Branches', 'Retry', 'Catch'],
  Map: [],
};
const CATCHER = ['ErrorEquals', 'Next', 'Comment'];

/**
 * JSONPath, which is what a state machine speaks that says nothing, does not run here: a state may do without JSONata only
 * where the language makes no difference.
 */
export function checkLanguage(
  state: State & { QueryLanguage?: string },
  machine: string | undefined,
  at: string,
  complain: Complain,
): void {
  if (typeof state !== 'object' || state === null || state.QueryLanguage === 'JSONata') return;
  if (machine === 'JSONata') {
    if (state.QueryLanguage === 'JSONPath')
      complain(at, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    return;
  }
  const field = dependentField(state);
  if (field !== undefined)
    complain(
      at,
      `${field} needs QueryLanguage 'JSONata', here or for the whole state machine: JSONPath does not run here`,
    );
}

function dependentField(state: State): string | undefined {
  const alike = ALIKE[state.Type];
  if (!alike) return state.Type === 'Choice' ? 'A Choice' : undefined;
  if (state.Type === 'Map') return 'A Map';
  const field = Object.keys(state).find((name) => ![...ALWAYS, ...alike].includes(name));
  if (field) return `'${field}'`;
  const catchers = ('Catch' in state && Array.isArray(state.Catch) && state.Catch) || [];
  const inCatcher = catchers.flatMap((one) => Object.keys(one ?? {})).find((name) => !CATCHER.includes(name));
  if (inCatcher) return `'${inCatcher}' of a catcher`;
  const expression = Object.entries(state).find(([, value]) => expressionIn(value) !== undefined);
  return expression && `The expression in '${expression[0]}'`;
}
