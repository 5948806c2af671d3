import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, type GlobalSecondaryIndexPropsV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** Single-attribute index keys: names of string attributes. */
export type TableIndex = { name: string; pk: string; sk: string };

/**
 * A table with string keys `pk` and `sk` whose rows disappear some time after their `expires_at` (epoch seconds). DynamoDB
 * deletes up to days late, so readers filter by `expires_at` themselves.
 */
export function expiringTable(
  scope: Construct,
  id: string,
  config: Config,
  indexes: readonly TableIndex[] = [],
): TableV2 {
  const index = ({ name, pk, sk }: TableIndex): GlobalSecondaryIndexPropsV2 => ({
    indexName: name,
    partitionKey: { name: pk, type: AttributeType.STRING },
    sortKey: { name: sk, type: AttributeType.STRING },
  });
  return new TableV2(scope, id, {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expires_at',
    globalSecondaryIndexes: indexes.map(index),
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: config.onRemoval === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
}
