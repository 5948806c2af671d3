import { plainAnswer, requestParameters } from '../body.ts';
import { EvaluationError, StateError } from '../errors.ts';
import { evaluate, evaluateTo } from '../expressions.ts';
import type { TaskState } from '../language.ts';
import { abortable, after, innerController } from '../pause.ts';
import { parseResource, type TaskResource } from '../resource.ts';
import type { Visit } from '../scope.ts';
import { withinStateLimit } from '../size.ts';
import { taskError } from '../task-error.ts';
import { taskEvents } from '../task-events.ts';
import type { Done } from './perform.ts';

/** Seconds; without them a call may take for ever. */
type Limits = { timeoutInSeconds?: number; heartbeatInSeconds?: number };

export async function performTask(state: TaskState, visit: Visit): Promise<Done> {
  const resource = parseResource(state.Resource);
  const limits = await limitsOf(state, visit);
  const parameters =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, 'Arguments', visit.bindings);
  withinStateLimit(parameters, `The Arguments of the state '${visit.name}'`);

  const events = taskEvents(resource, visit);
  events.scheduled(parameters, limits);
  events.started();
  try {
    const result = await callService(resource, parameters, limits, visit);
    withinStateLimit(result, `The result of the state '${visit.name}'`);
    events.succeeded(result);
    return { output: result, result };
  } catch (thrown) {
    if (visit.signal.aborted) throw thrown;
    const error = taskError(thrown, resource);
    events.failed(error);
    throw error;
  }
}

async function limitsOf(state: TaskState, visit: Visit): Promise<Limits> {
  const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds') => {
    if (state[field] === undefined) return undefined;
    const value = await evaluateTo<number>(state[field], 'number', field, visit.bindings);
    if (!Number.isInteger(value) || value < 1)
      throw new EvaluationError(`The field '${field}' must be a whole number from 1, but was: ${value}`, field);
    return value;
  };
  const timeoutInSeconds = await seconds('TimeoutSeconds');
  const heartbeatInSeconds = await seconds('HeartbeatSeconds');
  return {
    ...(timeoutInSeconds === undefined ? {} : { timeoutInSeconds }),
    ...(heartbeatInSeconds === undefined ? {} : { heartbeatInSeconds }),
  };
}

/**
 * The answer as plain JSON (times become ISO 8601), or States.Timeout when it takes too long, or States.HeartbeatTimeout:
 * what is called here sends no heartbeats.
 */
async function callService(resource: TaskResource, parameters: unknown, limits: Limits, visit: Visit) {
  const { controller, release } = innerController(visit.signal);
  const timers = [
    { seconds: limits.timeoutInSeconds, error: 'States.Timeout' },
    { seconds: limits.heartbeatInSeconds, error: 'States.HeartbeatTimeout' },
  ].map(({ seconds, error }) =>
    seconds === undefined ? undefined : after(seconds * 1000, () => controller.abort(new StateError(error))),
  );
  const { perform, roleArn } = visit.surroundings;
  const { service, action, functionArn } = resource;
  const given =
    functionArn === undefined
      ? requestParameters(resource, parameters)
      : { FunctionName: functionArn, Payload: JSON.stringify(parameters) };
  try {
    const call = perform({ service, action, parameters: given, roleArn, signal: controller.signal });
    const answer = await abortable(call.then(plainAnswer), controller.signal);
    return functionArn === undefined ? answer : (answer as { Payload: unknown }).Payload;
  } finally {
    for (const inTime of timers) inTime?.();
    release();
  }
}
