import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTER_DAYS } from '../limits/queues.ts';
import { acknowledge } from './acknowledge.ts';

/** Where messages lie that could not be worked on, for two weeks (the longest that SQS keeps them): an alarm tells of them. */
export function deadLetters(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
  });
  acknowledge(queue, { SQS3: 'It is the dead-letter queue itself.' });
  return queue;
}
