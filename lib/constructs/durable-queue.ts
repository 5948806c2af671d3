import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTER_DAYS, MAX_RECEIVE_COUNT } from '../limits/queues.ts';
import { deadLetters } from './dead-letters.ts';

export type DurableQueue = { queue: Queue; dead: Queue };

/**
 * An encrypted queue, and one for what failed five times. Alarms come by themselves (`watch/alarms.ts`).
 *
 * @param props.visibilitySeconds that others do not see a message that is worked on
 * @param props.delaySeconds until a message is seen
 */
export function durableQueue(
  scope: Construct,
  id: string,
  { visibilitySeconds, delaySeconds = 0 }: { visibilitySeconds: number; delaySeconds?: number },
): DurableQueue {
  const dead = deadLetters(scope, `${id}Dead`);
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(visibilitySeconds),
    // As long as the dead letters: a function that fails for days loses nothing.
    retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
    deadLetterQueue: { queue: dead, maxReceiveCount: MAX_RECEIVE_COUNT },
    ...(delaySeconds > 0 && { deliveryDelay: Duration.seconds(delaySeconds) }),
  });
  return { queue, dead };
}
