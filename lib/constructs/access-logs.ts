import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { privateBucket } from './private-bucket.ts';

/** Where the buckets of a stack log who asked for what, by address: for as long as other logs, and no longer. */
export function accessLogs(scope: Construct, config: Config): Bucket {
  const logs = privateBucket(scope, 'AccessLogs', config, {
    lifecycleRules: [{ expiration: Duration.days(config.logDays) }],
  });
  acknowledge(logs, { S1: 'It holds the access logs; logging it into itself would never end.' });
  return logs;
}
