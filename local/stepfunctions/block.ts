import type { Position } from './frames.ts';
import { jsonDetails } from './history.ts';
import type { Block } from './language.ts';
import { record, type Scope } from './scope.ts';
import { withinStateLimit } from './size.ts';
import { visitState } from './visit.ts';

/**
 * Runs a state machine, a branch, or the processor of an item from where it stands to its end; answers its output.
 * Every step is written down before the next begins, so that a restart goes on from the last finished one.
 */
export async function runBlock(block: Block, input: unknown, scope: Scope): Promise<unknown> {
  const enter = (state: string, step: number, given: unknown, variables: Position['variables']): Position => {
    const type = block.States[state]!.Type;
    const eventBefore = scope.lastEvent;
    const enteredEvent = record(scope, `${type}StateEntered`, { name: state, ...jsonDetails('input', given) });
    const entered = scope.surroundings.now().toISOString();
    const position = { state, step, input: given, variables, entered, enteredEvent, eventBefore, retries: [] };
    scope.frames.write(scope.path, position);
    return position;
  };
  let position = scope.frames.read(scope.path);
  if (position?.ended) return position.ended.output;
  if (position) scope.lastEvent = position.enteredEvent;
  position ??= enter(block.StartAt, 0, input, {});

  for (;;) {
    scope.signal.throwIfAborted();
    const state = block.States[position.state]!;
    const left = await visitState(state, position, scope);
    withinStateLimit(left.output, `The output of the state '${position.state}'`);
    record(scope, `${state.Type}StateExited`, {
      name: position.state,
      ...jsonDetails('output', left.output),
      ...assigned(left.assigned),
    });
    scope.frames.forget(`${scope.path}/${position.step}`);
    const variables: Position['variables'] = { ...position.variables, ...left.assigned };
    if (left.next === undefined) {
      scope.frames.write(scope.path, { ...position, variables, ended: { output: left.output } });
      return left.output;
    }
    position = enter(left.next, position.step + 1, left.output, variables);
  }
}

const assigned = (variables: Record<string, unknown>) =>
  Object.keys(variables).length === 0
    ? {}
    : {
        assignedVariables: Object.fromEntries(Object.entries(variables).map(([k, v]) => [k, JSON.stringify(v)])),
        assignedVariablesDetails: { truncated: false },
      };
