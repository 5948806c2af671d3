import { recordStateAborted } from '../aborted.ts';
import { runBlock } from '../block.ts';
import { evaluate } from '../expressions.ts';
import type { Block, ParallelState } from '../language.ts';
import { record, recordAside, type Scope, type Visit } from '../scope.ts';
import { innerScope, joinEvents, runTogether } from '../together.ts';
import type { Done } from './perform.ts';

export async function performParallel(state: ParallelState, visit: Visit): Promise<Done> {
  const input =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, 'Arguments', visit.bindings);
  record(visit, 'ParallelStateStarted');
  const result = await runTogether(state.Branches, state.Branches.length, visit, (branch, i, signal) => {
    const scope = innerScope(visit, `${visit.place}/${i}`, signal);
    return runBlock(branch, input, scope)
      .catch((error) => {
        // The state that failed the branch is told to be aborted, too (recorded of the service; not so in a Map).
        if (!signal.aborted) recordStateAborted(scope, openState(branch, scope));
        throw error;
      })
      .finally(() => joinEvents(visit, scope));
  });
  recordAside(visit, 'ParallelStateSucceeded');
  return { output: result, result };
}

const openState = (branch: Block, { frames, path }: Scope) => branch.States[frames.read(path)?.state ?? '']?.Type;
