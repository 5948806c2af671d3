import { runBlock } from '../block.ts';
import { evaluate } from '../expressions.ts';
import type { ParallelState } from '../language.ts';
import { record, type Visit } from '../scope.ts';
import { innerScope, joinEvents, runTogether } from '../together.ts';
import type { Done } from './perform.ts';

export async function performParallel(state: ParallelState, visit: Visit): Promise<Done> {
  const input =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, 'Arguments', visit.bindings);
  record(visit, 'ParallelStateStarted');
  const result = await runTogether(state.Branches, state.Branches.length, visit, (branch, i, signal) => {
    const scope = innerScope(visit, `${visit.place}/${i}`, signal);
    return runBlock(branch, input, scope).finally(() => joinEvents(visit, scope));
  });
  record(visit, 'ParallelStateSucceeded');
  return { output: result, result };
}
