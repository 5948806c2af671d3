/** Buckets, tables and secrets of the templates, made or brought up to date. */
import type { TableDefinition } from '../dynamodb/ensure-table.ts';
import type { DynamoDBRoom } from '../dynamodb/server.ts';
import type { S3Room } from '../s3/server.ts';
import type { CorsRule } from '../s3/store/buckets.ts';
import type { SecretsRoom } from '../secretsmanager/server.ts';
import type { Deployment } from './deployed.ts';
import { bucketName, secretArn, secretName, tableName } from './identity.ts';

export async function ensureStorage(
  deployment: Deployment,
  { s3, dynamodb, secrets }: { s3: S3Room; dynamodb: DynamoDBRoom; secrets: SecretsRoom },
  [url, ...others]: readonly string[] = [],
): Promise<void> {
  /** Who may upload from the pages' address may do so from what else leads to them. */
  const everywhere = (rule: CorsRule): CorsRule =>
    url && rule.AllowedOrigins.includes(url) ? { ...rule, AllowedOrigins: [...rule.AllowedOrigins, ...others] } : rule;
  for (const { resource, properties } of deployment.ofType('AWS::S3::Bucket')) {
    await s3.ensureBucket(bucketName(resource), {
      cors: ((properties.CorsConfiguration?.CorsRules ?? []) as CorsRule[]).map(everywhere),
    });
  }
  for (const { resource, properties } of deployment.ofType('AWS::DynamoDB::GlobalTable')) {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, TimeToLiveSpecification } = properties;
    const definition: TableDefinition = { TableName: tableName(resource), KeySchema, AttributeDefinitions };
    if (GlobalSecondaryIndexes) definition.GlobalSecondaryIndexes = GlobalSecondaryIndexes;
    if (TimeToLiveSpecification) definition.TimeToLiveSpecification = TimeToLiveSpecification;
    await dynamodb.ensureTable(definition);
  }
  const policies = new Map<string, string>(
    deployment
      .ofType('AWS::SecretsManager::ResourcePolicy')
      .map(({ properties }) => [properties.SecretId, JSON.stringify(properties.ResourcePolicy)]),
  );
  for (const { resource, properties } of deployment.ofType('AWS::SecretsManager::Secret')) {
    const { Description: description } = properties;
    const arn = secretArn(resource);
    secrets.ensureSecret({ name: secretName(resource), arn, description, policy: policies.get(arn) });
  }
}
