import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/**
 * A bucket that nobody reaches without a signature: no public access, TLS only, encrypted, and parts of uploads that never
 * ended are removed after a day (they cost money and are invisible in listings).
 */
export function privateBucket(
  scope: Construct,
  id: string,
  config: Config,
  props: Pick<BucketProps, 'cors' | 'serverAccessLogsBucket' | 'serverAccessLogsPrefix' | 'lifecycleRules'> = {},
): Bucket {
  const destroy = config.onRemoval === 'destroy';
  return new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: destroy ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    autoDeleteObjects: destroy,
    ...props,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }, ...(props.lifecycleRules ?? [])],
  });
}
