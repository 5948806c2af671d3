/** Tasks that move dead letters. */
import { invalidValue, missing } from '../errors.ts';
import type { Task } from '../move-tasks.ts';
import type { Actions } from './action.ts';
import { numberOf } from './parameters.ts';

/** Base64 of JSON, as the service's. */
const taskHandle = ({ id, source }: Task) =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn: source })).toString('base64');

/** The task that a handle names. @throws SqsError InvalidParameterValueException */
function readTaskHandle(handle: unknown): { taskId: string; sourceArn: string } {
  if (handle === undefined) throw missing('TaskHandle');
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(String(handle), 'base64').toString());
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { taskId, sourceArn };
  } catch {}
  throw invalidValue('Value for parameter TaskHandle is invalid.');
}

const described = (task: Task) => ({
  Status: task.status,
  SourceArn: task.source,
  ...(task.status === 'RUNNING' && { TaskHandle: taskHandle(task) }),
  ...(task.destination && { DestinationArn: task.destination }),
  ...(task.rate !== null && { MaxNumberOfMessagesPerSecond: task.rate }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.to_move,
  ...(task.failure && { FailureReason: task.failure }),
  StartedTimestamp: task.started,
});

export const moveActions: Actions = {
  StartMessageMoveTask({ request }, { tasks }) {
    if (request.SourceArn === undefined) throw missing('SourceArn');
    const rate = numberOf(request, 'MaxNumberOfMessagesPerSecond', [1, 500], 'Must be between 1 and 500, if provided.');
    return { TaskHandle: taskHandle(tasks.start(request.SourceArn, request.DestinationArn, rate)) };
  },

  ListMessageMoveTasks({ request }, { tasks }) {
    if (request.SourceArn === undefined) throw missing('SourceArn');
    const most = numberOf(request, 'MaxResults', [1, 10], 'Must be between 1 and 10, if provided.') ?? 1;
    return { Results: tasks.list(request.SourceArn, most).map(described) };
  },

  CancelMessageMoveTask({ request }, { tasks }) {
    const { sourceArn, taskId } = readTaskHandle(request.TaskHandle);
    return { ApproximateNumberOfMessagesMoved: tasks.cancel(sourceArn, taskId).moved };
  },
};
