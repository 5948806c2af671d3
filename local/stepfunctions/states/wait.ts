import { EvaluationError } from '../errors.ts';
import { evaluateTo } from '../expressions.ts';
import type { WaitState } from '../language.ts';
import { pause } from '../pause.ts';
import type { Visit } from '../scope.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { Done } from './perform.ts';

/** Waits from the moment the state was entered: a restart does not begin the wait anew. */
export async function performWait(state: WaitState, visit: Visit): Promise<Done> {
  const until =
    state.Timestamp === undefined
      ? Date.parse(visit.entered) +
        1000 * (await evaluateTo<number>(state.Seconds, 'number', 'Seconds', visit.bindings))
      : await timestamp(state, visit);
  await pause(until - visit.surroundings.now().getTime(), visit.signal);
  return { output: visit.input };
}

async function timestamp(state: WaitState, visit: Visit) {
  const text = await evaluateTo<string>(state.Timestamp, 'string', 'Timestamp', visit.bindings);
  const time = parseTimestamp(text);
  if (time === undefined)
    throw new EvaluationError(
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
      'Timestamp',
      { chained: true },
    );
  return time;
}
