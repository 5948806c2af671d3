import { plainAnswer } from '../body.ts';
import { StateError } from '../errors.ts';
import { evaluate, evaluateTo } from '../expressions.ts';
import { jsonDetails } from '../history.ts';
import type { TaskState } from '../language.ts';
import { abortable, innerController } from '../pause.ts';
import { parseResource, type TaskResource } from '../resource.ts';
import { record, type Visit } from '../scope.ts';
import { withinStateLimit } from '../size.ts';
import { taskError } from '../task-error.ts';
import type { Done } from './perform.ts';

export async function performTask(state: TaskState, visit: Visit): Promise<Done> {
  const resource = parseResource(state.Resource);
  const seconds =
    state.TimeoutSeconds === undefined
      ? undefined
      : await evaluateTo<number>(state.TimeoutSeconds, 'number', 'TimeoutSeconds', visit.bindings);
  const parameters =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, 'Arguments', visit.bindings);
  withinStateLimit(parameters, `The Arguments of the state '${visit.name}'`);

  const named = { resourceType: resource.resourceType, resource: resource.action };
  record(visit, 'TaskScheduled', {
    ...named,
    region: visit.surroundings.region,
    parameters: JSON.stringify(parameters),
    ...(seconds === undefined ? {} : { timeoutInSeconds: seconds }),
  });
  record(visit, 'TaskStarted', named);
  try {
    const result = await callService(resource, parameters, seconds, visit);
    withinStateLimit(result, `The result of the state '${visit.name}'`);
    record(visit, 'TaskSucceeded', { ...named, ...jsonDetails('output', result) });
    return { output: result, result };
  } catch (thrown) {
    if (visit.signal.aborted) throw thrown;
    const error = taskError(thrown, resource);
    const details = { ...named, error: error.error, ...(error.reason === undefined ? {} : { cause: error.reason }) };
    record(visit, error.error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed', details);
    throw error;
  }
}

/** The answer as plain JSON (times become ISO 8601), or States.Timeout when it takes too long. */
async function callService(resource: TaskResource, parameters: unknown, seconds: number | undefined, visit: Visit) {
  const { controller, release } = innerController(visit.signal);
  const late = () => controller.abort(new StateError('States.Timeout'));
  const timer = seconds === undefined ? undefined : setTimeout(late, seconds * 1000);
  const { perform, roleArn } = visit.surroundings;
  const { service, action } = resource;
  try {
    const call = perform({ service, action, parameters, roleArn, signal: controller.signal });
    return await abortable(call.then(plainAnswer), controller.signal);
  } finally {
    clearTimeout(timer);
    release();
  }
}
