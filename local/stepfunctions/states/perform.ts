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

type Performers = { [Type in State['Type']]: (state: Extract<State, { Type: Type }>, visit: Visit) => Promise<Done> };

const passOn = async (_: State, visit: Visit): Promise<Done> => ({ output: visit.input });
const PERFORMERS: Performers = {
  Pass: passOn,
  Succeed: passOn,
  Fail: performFail,
  Choice: performChoice,
  Wait: performWait,
  Task: performTask,
  Parallel: performParallel,
  Map: performMap,
};

/** Does the work of one state. */
export const performState = (state: State, visit: Visit): Promise<Done> =>
  (PERFORMERS[state.Type] as (state: State, visit: Visit) => Promise<Done>)(state, visit);
