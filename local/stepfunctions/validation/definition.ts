import type { Block, Definition, State } from '../language.ts';
import { checkLanguage } from './language.ts';
import { checkFields } from './object.ts';
import { type Complain, InvalidDefinition, type Problem } from './problem.ts';
import { reachable } from './reachable.ts';
import { type Fields, MACHINE } from './schema.ts';
import { checkState } from './state.ts';

/**
 * Reads a definition and refuses everything that would not run exactly as written: JSONPath, unknown fields, unknown
 * resources, targets that do not exist, states that nothing leads to, expressions that do not compile. Throws
 * InvalidDefinition, which names every place as a slash path.
 * @param type of the state machine: an EXPRESS one has no Distributed Map
 */
export function readDefinition(text: string, type = 'STANDARD'): Definition {
  const problems = findProblems(text, type);
  if (problems.length > 0) throw new InvalidDefinition(problems);
  return JSON.parse(text);
}

/** Everything that is wrong with a definition. */
export function findProblems(text: string, type: string): Problem[] {
  const problems: Problem[] = [];
  const complain: Complain = (at, message, code = 'SCHEMA_VALIDATION_FAILED') => {
    problems.push({ code, at, message });
  };
  let definition: Definition;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    return [{ code: 'INVALID_JSON_DESCRIPTION', at: '', message: (error as Error).message }];
  }
  const names = new Set<string>();

  const checkBlock = (block: Block, fields: Fields, at: string) => {
    checkFields(block, fields, at, complain);
    if (typeof block?.States !== 'object' || block.States === null) return;
    const targets = new Set(Object.keys(block.States));
    if (typeof block.StartAt === 'string' && !targets.has(block.StartAt))
      complain(`${at}/StartAt`, `Missing 'Next' target: ${block.StartAt}`, 'MISSING_TRANSITION_TARGET');
    // The service says nothing of unreachable states where there is no StartAt, or no end.
    const endless = !Object.values(block.States).some(isTerminal);
    const reached = endless || block.StartAt === undefined ? targets : reachable(block);
    for (const [name, state] of Object.entries(block.States)) {
      const where = `${at}/States/${name}`;
      if (names.has(name)) complain(where, 'Another state of the state machine has the same name');
      names.add(name);
      if (!reached.has(name)) complain(where, `State "${name}" is not reachable.`, 'MISSING_TRANSITION_TARGET');
      checkLanguage(state, definition.QueryLanguage, where, complain);
      checkState(state, where, targets, complain, checkBlock);
      if (type === 'EXPRESS' && state?.Type === 'Map' && state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED')
        complain(`${where}/ItemProcessor/ProcessorConfig/Mode`, 'DISTRIBUTED does not run in an Express workflow');
    }
    if (endless) complain('', 'Workflow has no terminal state', 'MISSING_END_STATE');
  };
  checkBlock(definition, MACHINE, '');
  return problems;
}

/** Tolerates what other checks refuse. */
const isTerminal = (state: State | undefined) =>
  state?.Type === 'Succeed' || state?.Type === 'Fail' || (state as { End?: boolean } | undefined)?.End === true;
