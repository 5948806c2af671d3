/** Queues and what works on them, as the twin knows them. A FIFO queue and a filter of events are not among it, and refused. */
import type { Shape } from './resource-types.ts';

export const QUEUE_TYPES: Record<string, Shape> = {
  'AWS::SQS::Queue': {
    QueueName: true,
    DelaySeconds: true,
    MaximumMessageSize: true,
    MessageRetentionPeriod: true,
    ReceiveMessageWaitTimeSeconds: true,
    RedrivePolicy: true,
    RedriveAllowPolicy: true,
    VisibilityTimeout: true,
    KmsMasterKeyId: 'How messages are encrypted on disk does not show to callers.',
    KmsDataKeyReusePeriodSeconds: 'How messages are encrypted on disk does not show to callers.',
    SqsManagedSseEnabled: true,
    Tags: 'Tags are for bills and owners.',
  },
  'AWS::SQS::QueuePolicy': { Queues: true, PolicyDocument: true },
  'AWS::Lambda::EventSourceMapping': {
    BatchSize: true,
    Enabled: true,
    EventSourceArn: true,
    FunctionName: true,
    FunctionResponseTypes: true,
    MaximumBatchingWindowInSeconds: true,
    ScalingConfig: { MaximumConcurrency: true },
    Tags: 'Tags are for bills and owners.',
  },
};
