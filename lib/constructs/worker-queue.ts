import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { QUEUE_CONCURRENCY, VISIBILITY_TIMES } from '../limits/queues.ts';
import { assertVisibilityOutlastsWork } from '../rules/visibility-timeout.ts';
import { type DurableQueue, durableQueue } from './durable-queue.ts';
import { grant } from './grant.ts';
import type { ServiceFunction } from './service-function.ts';

export type WorkerQueueProps = {
  /** Works on the messages; its role gets the right to read this queue, and nothing else. */
  worker: ServiceFunction;
  /** Messages that the function gets at once. One that works on pictures should get one: then memory does not depend on it. */
  batchSize: number;
  /** Most calls of the function at once, from 2 on. */
  maxConcurrency?: number;
  /** Seconds that others do not see a message that is worked on. */
  visibilitySeconds?: number;
};

export type WorkerQueue = DurableQueue;

/**
 * Work that is done soon, and again until it is done: an encrypted queue, a function that reads it and says which messages of a batch
 * failed, and a queue for what failed five times. What to do with dead letters: docs/runbooks/dead-letters.md. Whoever sends is
 * granted it with `grantSending`.
 */
export function workerQueue(scope: Construct, id: string, props: WorkerQueueProps): WorkerQueue {
  const visibilitySeconds = props.visibilitySeconds ?? VISIBILITY_TIMES * timeoutOf(props.worker);
  const made = durableQueue(scope, id, { visibilitySeconds });
  workOn(scope, id, made, { ...props, visibilitySeconds });
  return made;
}

/** Makes a function the worker of a queue, which may stand in another stack. */
export function workOn(
  scope: Construct,
  id: string,
  { queue }: Pick<DurableQueue, 'queue'>,
  {
    worker,
    batchSize,
    maxConcurrency = QUEUE_CONCURRENCY,
    visibilitySeconds,
  }: WorkerQueueProps & { visibilitySeconds: number },
): void {
  assertVisibilityOutlastsWork(id, { visibility: visibilitySeconds, timeout: timeoutOf(worker) });
  grant(worker.role, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]);
  const mapping = new EventSourceMapping(scope, `${id}Mapping`, {
    target: worker.fn,
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    maxConcurrency,
  });
  // Lambda looks at the role's rights when it makes the mapping.
  mapping.node.addDependency(worker.role);
}

const timeoutOf = ({ fn }: ServiceFunction) => fn.timeout!.toSeconds();

/** Whoever puts work into a queue may do that, and not read it. */
export const grantSending = ({ role }: Pick<ServiceFunction, 'role'>, { queue }: Pick<WorkerQueue, 'queue'>): void =>
  grant(role, ['sqs:SendMessage'], [queue.queueArn]);
