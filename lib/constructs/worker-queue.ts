import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTER_DAYS, MAX_RECEIVE_COUNT, QUEUE_CONCURRENCY, VISIBILITY_TIMES } from '../limits/queues.ts';
import { assertVisibilityOutlastsWork } from '../rules/visibility-timeout.ts';
import { deadLetters } from './dead-letters.ts';
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

export type WorkerQueue = { queue: Queue; dead: Queue };

/**
 * Work that is done soon, and again until it is done: an encrypted queue, a function that reads it and says which messages of a batch
 * failed, and a queue for what failed five times. Alarms come by themselves (`watch/alarms.ts`); what to do with dead letters:
 * docs/runbooks/dead-letters.md. Whoever sends is granted it with `grantSending`.
 */
export function workerQueue(scope: Construct, id: string, props: WorkerQueueProps): WorkerQueue {
  const { worker, batchSize, maxConcurrency = QUEUE_CONCURRENCY } = props;
  const timeout = worker.fn.timeout!.toSeconds();
  const visibility = props.visibilitySeconds ?? VISIBILITY_TIMES * timeout;
  assertVisibilityOutlastsWork(id, { visibility, timeout });
  const dead = deadLetters(scope, `${id}Dead`);
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(visibility),
    // As long as the dead letters: a function that fails for days loses nothing.
    retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
    deadLetterQueue: { queue: dead, maxReceiveCount: MAX_RECEIVE_COUNT },
  });
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
  return { queue, dead };
}

/** Whoever puts work into a queue may do that, and not read it. */
export const grantSending = ({ role }: Pick<ServiceFunction, 'role'>, { queue }: Pick<WorkerQueue, 'queue'>): void =>
  grant(role, ['sqs:SendMessage'], [queue.queueArn]);
