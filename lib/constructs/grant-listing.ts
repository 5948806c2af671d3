import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/**
 * Allows to list what lies below these prefixes (`builds/`), and nothing beside it. Not for who must tell "missing" from
 * "forbidden" when it reads an object: S3 asks for the right to list then, too, but without a prefix.
 */
export function grantListing(role: Role, bucket: IBucket, ...prefixes: string[]): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
    }),
  );
}
