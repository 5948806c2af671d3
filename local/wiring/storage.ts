/** Buckets and tables of the templates, made or brought up to date. */
import type { TableDefinition } from '../dynamodb/ensure-table.ts';
import type { DynamoDBRoom } from '../dynamodb/server.ts';
import type { S3Room } from '../s3/server.ts';
import type { Deployment } from './deployed.ts';
import { bucketName, tableName } from './identity.ts';

export async function ensureStorage(deployment: Deployment, s3: S3Room, dynamodb: DynamoDBRoom): Promise<void> {
  for (const { resource, properties } of deployment.ofType('AWS::S3::Bucket')) {
    await s3.ensureBucket(bucketName(resource), { cors: properties.CorsConfiguration?.CorsRules ?? [] });
  }
  for (const { resource, properties } of deployment.ofType('AWS::DynamoDB::GlobalTable')) {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, TimeToLiveSpecification } = properties;
    const definition: TableDefinition = { TableName: tableName(resource), KeySchema, AttributeDefinitions };
    if (GlobalSecondaryIndexes) definition.GlobalSecondaryIndexes = GlobalSecondaryIndexes;
    if (TimeToLiveSpecification) definition.TimeToLiveSpecification = TimeToLiveSpecification;
    await dynamodb.ensureTable(definition);
  }
}
