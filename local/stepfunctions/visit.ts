import { isCutShort, recordStateAborted } from './aborted.ts';
import { asStateError, EvaluationError, errorOutput, matches, StateError } from './errors.ts';
import { evaluate } from './expressions.ts';
import type { Position } from './frames.ts';
import type { State, Way } from './language.ts';
import { pause } from './pause.ts';
import { nextRetry } from './retry.ts';
import { record, type Scope, type Visit } from './scope.ts';
import { performState } from './states/perform.ts';
import { joinEvents } from './together.ts';

/** How a state was left. `next` is undefined at the end of the sub-state machine. */
export type Left = { output: unknown; assigned: Record<string, unknown>; next: string | undefined };

/** Does one state: its work, its Output and Assign, its Retry and its Catch. Throws what nothing catches. */
export async function visitState(state: State, position: Position, scope: Scope): Promise<Left> {
  const { retriers, catchers } = guards(state);
  for (;;) {
    const visit = startVisit(state, position, scope);
    try {
      const done = await performState(state, visit);
      const way: Way = done.way ?? (state as Way);
      return await take(way, done.output, { ...visit.bindings.states, result: done.result }, visit);
    } catch (thrown) {
      scope.lastEvent = visit.lastEvent;
      if (isCutShort(scope.signal)) recordStateAborted(scope, state.Type);
      if (scope.signal.aborted) throw scope.signal.reason;
      const error = explained(asStateError(thrown), visit);
      scope.lastEvent = visit.lastEvent;
      const retry = nextRetry(retriers, error.error, position.retries, Math.random);
      if (retry) {
        position.retries = retry.counts;
        scope.frames.write(scope.path, position);
        await pause(retry.delaySeconds * 1000, scope.signal);
        continue;
      }
      if (state.Type === 'Map' || state.Type === 'Parallel') record(scope, `${state.Type}StateFailed`);
      const catcher = catchers.find((one) => matches(one.ErrorEquals, error.error));
      if (!catcher) throw error;
      const caught = errorOutput(error);
      visit.lastEvent = scope.lastEvent;
      try {
        return await take(catcher, caught, { ...visit.bindings.states, errorOutput: caught }, visit);
      } catch (failed) {
        throw explained(asStateError(failed), visit);
      }
    } finally {
      joinEvents(scope, visit);
    }
  }
}

const guards = (state: State) => ({
  retriers: ('Retry' in state && state.Retry) || [],
  catchers: ('Catch' in state && state.Catch) || [],
});

const canRetry = ({ Type }: State) => Type === 'Task' || Type === 'Map' || Type === 'Parallel';

function startVisit(state: State, position: Position, scope: Scope): Visit {
  const retries = position.retries.reduce((sum, count) => sum + count, 0);
  const attempt = (position.attemptsBefore ?? 0) + retries;
  const State = {
    Name: position.state,
    EnteredTime: position.entered,
    ...(canRetry(state) ? { RetryCount: retries } : {}),
  };
  return {
    ...scope,
    name: position.state,
    place: `${scope.path}/${position.step}/${attempt}`,
    input: position.input,
    entered: position.entered,
    enteredEvent: position.enteredEvent,
    eventBefore: position.eventBefore,
    bindings: {
      ...scope.outerVariables,
      ...position.variables,
      states: { input: position.input, context: { ...scope.context, State } },
    },
  };
}

/** Output and Assign see the same values: what is assigned is only seen by the next state. */
async function take(way: Way, output: unknown, states: Record<string, unknown>, visit: Visit): Promise<Left> {
  const bindings = { ...visit.bindings, states };
  const assigned =
    way.Assign === undefined ? {} : ((await evaluate(way.Assign, 'Assign', bindings)) as Record<string, unknown>);
  return {
    output: way.Output === undefined ? output : await evaluate(way.Output, 'Output', bindings),
    assigned,
    next: way.Next,
  };
}

/** Puts the state in front of an evaluation error and records it. */
function explained(error: StateError, visit: Visit): StateError {
  if (!(error instanceof EvaluationError)) return error;
  const cause = `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.enteredEvent}). ${error.reason}`;
  // Nothing happened in the state yet: its entry does not count (recorded of the service, but for a Wait's Timestamp).
  if (visit.lastEvent === visit.enteredEvent && !error.chained) visit.lastEvent = visit.eventBefore;
  record(visit, 'EvaluationFailed', {
    error: error.error,
    cause,
    state: visit.name,
    ...(error.location === undefined ? {} : { location: error.location }),
  });
  return new StateError(error.error, cause);
}
