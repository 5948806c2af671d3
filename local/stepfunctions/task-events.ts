import type { StateError } from './errors.ts';
import { jsonDetails } from './history.ts';
import type { TaskResource } from './resource.ts';
import { record, type Visit } from './scope.ts';

/** What the history tells of one call: `TaskScheduled` and so on, or `LambdaFunctionScheduled` where the Resource is a function. */
export type TaskEvents = {
  scheduled(parameters: unknown, limits: { timeoutInSeconds?: number; heartbeatInSeconds?: number }): void;
  started(): void;
  succeeded(result: unknown): void;
  /** A timeout, or any other error. */
  failed(error: StateError): void;
};

const errorDetails = ({ error, reason }: StateError) => ({ error, ...(reason === undefined ? {} : { cause: reason }) });
const ending = ({ error }: StateError) =>
  error === 'States.Timeout' || error === 'States.HeartbeatTimeout' ? 'TimedOut' : 'Failed';

export const taskEvents = (resource: TaskResource, visit: Visit): TaskEvents =>
  resource.functionArn === undefined ? serviceEvents(resource, visit) : functionEvents(resource.functionArn, visit);

function serviceEvents({ resourceType, action }: TaskResource, visit: Visit): TaskEvents {
  const named = { resourceType, resource: action };
  return {
    scheduled(parameters, limits) {
      const { region } = visit.surroundings;
      record(visit, 'TaskScheduled', { ...named, region, parameters: JSON.stringify(parameters), ...limits });
    },
    started: () => void record(visit, 'TaskStarted', named),
    succeeded: (result) => void record(visit, 'TaskSucceeded', { ...named, ...jsonDetails('output', result) }),
    failed: (error) => void record(visit, `Task${ending(error)}`, { ...named, ...errorDetails(error) }),
  };
}

/** These know no heartbeat. */
function functionEvents(resource: string, visit: Visit): TaskEvents {
  return {
    scheduled(parameters, { timeoutInSeconds }) {
      const timeout = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
      record(visit, 'LambdaFunctionScheduled', { resource, ...jsonDetails('input', parameters), ...timeout });
    },
    started: () => void record(visit, 'LambdaFunctionStarted'),
    succeeded: (result) => void record(visit, 'LambdaFunctionSucceeded', jsonDetails('output', result)),
    failed: (error) => void record(visit, `LambdaFunction${ending(error)}`, errorDetails(error)),
  };
}
