import type { Block, Definition, State } from '../language.ts';
import { checkFields } from './object.ts';
import { type Complain, InvalidDefinition, type Problem } from './problem.ts';
import { type Fields, MACHINE } from './schema.ts';
import { checkState } from './state.ts';

/**
 * Reads a definition and refuses everything that would not run exactly as written: JSONPath, unknown fields, unknown
 * resources, targets that do not exist, expressions that do not compile. Throws InvalidDefinition, which names every
 * place as a slash path.
 */
export function readDefinition(text: string): Definition {
  const problems: Problem[] = [];
  const complain: Complain = (at, message) => {
    problems.push({ at, message });
  };
  let definition: Definition;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    throw new InvalidDefinition([{ at: '/', message: `not JSON: ${(error as Error).message}` }]);
  }
  const names = new Set<string>();

  const checkBlock = (block: Block, fields: Fields, at: string) => {
    checkFields(block, fields, at, complain);
    if (typeof block?.States !== 'object' || block.States === null) return;
    const targets = new Set(Object.keys(block.States));
    if (typeof block.StartAt === 'string' && !targets.has(block.StartAt))
      complain(`${at}/StartAt`, `There is no state '${block.StartAt}'`);
    for (const [name, state] of Object.entries(block.States)) {
      const where = `${at}/States/${name}`;
      if (names.has(name)) complain(where, 'Another state of the state machine has the same name');
      names.add(name);
      checkLanguage(state, where);
      checkState(state, where, targets, complain, checkBlock);
    }
  };
  const checkLanguage = (state: State & { QueryLanguage?: string }, at: string) => {
    if ((state?.QueryLanguage ?? definition.QueryLanguage) === undefined)
      complain(at, "QueryLanguage must be 'JSONata', here or for the whole state machine: JSONPath does not run here");
  };
  checkBlock(definition, MACHINE, '');
  if (problems.length > 0) throw new InvalidDefinition(problems);
  return definition;
}
