import type { State, Way } from '../language.ts';
import type { Visit } from '../scope.ts';
import { performChoice } from './choice.ts';
import { performFail } from './fail.ts';
import { performMap } from './map.ts';
import { performParallel } from './parallel.ts';
import { performTask } from './task.ts';
import { performWait } from './wait.ts';

/**
 * What a state did: `output` is handed on where the state has no Output; `result` is `$states.result` (Task, Parallel,
 * Map); `way` replaces the state's own Next, Output and Assign (Choice).
 */
export type Done = { output: unknown; result?: unknown; way?: Way };

/** Does the work of one state. */
export async function performState(state: State, visit: Visit): Promise<Done> {
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return { output: visit.input };
    case 'Fail':
      return performFail(state, visit);
    case 'Choice':
      return performChoice(state, visit);
    case 'Wait':
      return performWait(state, visit);
    case 'Task':
      return performTask(state, visit);
    case 'Parallel':
      return performParallel(state, visit);
    case 'Map':
      return performMap(state, visit);
  }
}
