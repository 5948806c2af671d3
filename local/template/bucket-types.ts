/** Buckets, and what they tell of what happens in them, as the twin knows them. Topics and EventBridge are told nothing, and refused. */
import type { Shape } from './resource-types.ts';
import { LOGS } from './without-effect.ts';

const FILTER: Shape = { S3Key: { Rules: { Name: true, Value: true } } };

export const BUCKET_TYPES: Record<string, Shape> = {
  'AWS::S3::Bucket': {
    BucketName: true,
    CorsConfiguration: true,
    BucketEncryption: 'How data are encrypted on disk does not show to callers.',
    LifecycleConfiguration: 'Objects are kept; what expires is removed by the products themselves.',
    LoggingConfiguration: LOGS,
    NotificationConfiguration: {
      QueueConfigurations: { Event: true, Queue: true, Filter: FILTER },
      LambdaConfigurations: { Event: true, Function: true, Filter: FILTER },
    },
    OwnershipControls: 'There is one account and there are no ACLs.',
    PublicAccessBlockConfiguration: 'Unsigned requests are refused anyway.',
    Tags: 'Tags are for bills and owners.',
  },
  'AWS::S3::BucketPolicy': { Bucket: true, PolicyDocument: true },
};
