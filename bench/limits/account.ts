/**
 * What an AWS account allows before anybody asks for more (us-east-1), each with where AWS says so. `docs/scale.md` tells which of
 * them are promises, and which are what AWS says it does.
 */
import type { RateLimit } from './rate.ts';

export type Account = {
  /** Invocations at one moment, of all functions together. */
  lambdaConcurrency: number;
  /** New environments of one function. */
  lambdaGrowth: RateLimit;
  /** Of one prefix that S3 has not split yet. */
  s3Puts: RateLimit;
  s3Gets: RateLimit;
  /** Child workflows of one Map run at one moment. */
  mapChildren: number;
  /** Starts of EXPRESS executions, children of Map runs included. */
  expressStarts: RateLimit;
  /** Write units of one partition: rows with the same partition key lie in one until DynamoDB splits it. */
  partitionWrites: RateLimit;
  /** Of a table that is new and on demand. */
  tableWrites: RateLimit;
};

export const ACCOUNT: Account = {
  // docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 1,000 in a new account, a soft limit.
  lambdaConcurrency: 1000,
  // docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html: 1,000 every ten seconds, refilled continuously.
  lambdaGrowth: { perSecond: 100, atOnce: 1000 },
  // docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html: at least so many per partitioned prefix. A split comes
  // after half an hour to an hour of more (repost.aws/knowledge-center/s3-object-key-naming-pattern): not within a job.
  s3Puts: { perSecond: 3500, atOnce: 3500 },
  s3Gets: { perSecond: 5500, atOnce: 5500 },
  // docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 10,000 children of a Map run, bucket 6,000 and 6,000/s of
  // StartExecution for EXPRESS. Transitions of EXPRESS workflows are not limited; the Standard one makes some dozens a job.
  mapChildren: 10_000,
  expressStarts: { perSecond: 6000, atOnce: 6000 },
  // docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html: 1,000 a partition, 4,000 a new table.
  partitionWrites: { perSecond: 1000, atOnce: 1000 },
  tableWrites: { perSecond: 4000, atOnce: 4000 },
};
