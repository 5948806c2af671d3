import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { CfnQueuePolicy, QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ORIGINALS } from '../../lambdas/album/keys.ts';
import { ARRIVAL_DELAY_SECONDS, PHOTO_WORK_SECONDS } from '../limits/photos.ts';
import { VISIBILITY_TIMES } from '../limits/queues.ts';
import { type DurableQueue, durableQueue } from './durable-queue.ts';

/** Seconds, as whoever works on it must know. */
export const ARRIVALS_VISIBILITY = VISIBILITY_TIMES * PHOTO_WORK_SECONDS.arrivals;

/**
 * The bucket says of every original that has come. It stands beside the bucket, because that names it: S3 looks whether it may send when
 * the bucket is made, so the queue's policy comes first and cannot know the bucket's name, which CloudFormation makes up. What keeps
 * everybody else out is the account (docs/decisions/0036).
 */
export function arrivalsQueue(scope: Construct, bucket: Bucket): DurableQueue {
  const arrivals = durableQueue(scope, 'ArrivalsQueue', {
    visibilitySeconds: ARRIVALS_VISIBILITY,
    delaySeconds: ARRIVAL_DELAY_SECONDS,
  });
  const { queue } = arrivals;
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:s3:::*` },
      },
    }),
  );
  const resource = bucket.node.defaultChild as CfnBucket;
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: ORIGINALS }] } },
      },
    ],
  };
  const policy = queue.node.findChild('Policy') as QueuePolicy;
  resource.addDependency(policy.node.defaultChild as CfnQueuePolicy);
  return arrivals;
}
