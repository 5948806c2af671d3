import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { grant } from './grant.ts';
import type { ServiceFunction } from './service-function.ts';

/** What functions of routes may do, each named by its route. */
export const routeGrants = <Name extends string>(functions: Readonly<Record<Name, ServiceFunction>>) => ({
  table(name: Name, on: ITable, ...actions: string[]) {
    const named = actions.map((action) => `dynamodb:${action}`);
    grant(functions[name].role, named, [on.tableArn]);
  },
  index(name: Name, of: ITable, ...indexes: string[]) {
    const arns = indexes.map((each) => `${of.tableArn}/index/${each}`);
    grant(functions[name].role, ['dynamodb:Query'], arns);
  },
  objects(name: Name, action: 'Get' | 'Put' | 'Delete', bucket: IBucket, pattern: string, why: string) {
    grant(functions[name].role, [`s3:${action}Object`], [bucket.arnForObjects(pattern)], why);
  },
  /** Without the right to list, S3 answers 403 for what is not there. */
  missing(name: Name, bucket: IBucket) {
    grant(functions[name].role, ['s3:ListBucket'], [bucket.bucketArn]);
  },
});
