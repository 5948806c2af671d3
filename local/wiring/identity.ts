/** Names, ARNs and ids of everything in the templates: what `Ref` and `Fn::GetAtt` give here. */
import { createHash } from 'node:crypto';
import { LOCAL } from '../../lib/limits.ts';
import type { Resource } from '../template/assembly.ts';
import type { Identity } from '../template/resolve.ts';

/** From the construct path: `TesseraMap/Plan/Resource` -> `TesseraMap-Plan`. Stable while the path is. */
export function physicalName({ path }: Resource): string {
  const name = path.replace(/\/(Resource|Default)$/, '').replace(/[^A-Za-z0-9]+/g, '-');
  // 64 characters is the limit of a function's name, the shortest that Lambda, IAM and Step Functions set.
  return name.length <= 64 ? name : `${name.slice(0, 55)}-${digest(path)}`;
}

/** `TesseraStorage/WorkBucket/Resource` -> `tessera-storage-work-bucket`. */
export function bucketName(resource: Resource): string {
  const given = resource.properties.BucketName;
  if (typeof given === 'string') return given;
  const name = physicalName(resource)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
  return name.length <= 63 ? name : `${name.slice(0, 54)}-${digest(resource.path)}`;
}

/** Ids as CloudFront and API Gateway make them: letters and digits. */
const opaqueId = ({ path }: Resource) => `e${createHash('sha256').update(path).digest('hex').slice(0, 13)}`;
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

const named = (property: string) => (resource: Resource) => {
  const given = resource.properties[property];
  return typeof given === 'string' ? given : physicalName(resource);
};
export const arn = (service: string, rest: string) => `arn:aws:${service}:${LOCAL.region}:${LOCAL.account}:${rest}`;

export const tableName = named('TableName');
export const functionName = named('FunctionName');
export const stateMachineName = named('StateMachineName');
export const stateMachineArn = (resource: Resource) => arn('states', `stateMachine:${stateMachineName(resource)}`);
export const functionArn = (resource: Resource) => arn('lambda', `function:${functionName(resource)}`);
export const ruleArn = (resource: Resource) => arn('events', `rule/${physicalName(resource)}`);
const roleName = named('RoleName');
export const scheduleArn = (resource: Resource) => arn('scheduler', `schedule/default/${physicalName(resource)}`);
export const roleArn = (resource: Resource) => `arn:aws:iam::${LOCAL.account}:role/${roleName(resource)}`;
export const managedPolicyArn = (resource: Resource) =>
  `arn:aws:iam::${LOCAL.account}:policy/${named('ManagedPolicyName')(resource)}`;
export const queueName = named('QueueName');
export const queueArn = (resource: Resource) => arn('sqs', queueName(resource));
export const bucketArn = (resource: Resource) => `arn:aws:s3:::${bucketName(resource)}`;
export const regionalDomain = (bucket: string) => `${bucket}.s3.${LOCAL.region}.amazonaws.com`;
export const apiDomain = (id: string) => `${id}.execute-api.${LOCAL.region}.amazonaws.com`;

/** Who reads the buckets for the edge. */
export const distributionArn = (resource: Resource) =>
  `arn:aws:cloudfront::${LOCAL.account}:distribution/${opaqueId(resource)}`;

export const secretName = named('Name');
/** As there, six characters follow the name. */
export const secretArn = (resource: Resource) =>
  arn('secretsmanager', `secret:${secretName(resource)}-${digest(resource.path).slice(0, 6)}`);
/** `K` and 13 letters or digits. */
const publicKeyId = (resource: Resource) => `K${opaqueId(resource).slice(1).toUpperCase()}`;

type Naming = { ref: (resource: Resource) => string; attributes?: Record<string, (resource: Resource) => string> };
const layerArn = (resource: Resource) => arn('lambda', `layer:${physicalName(resource)}:1`);
const topicArn = (resource: Resource) => arn('sns', physicalName(resource));
const cloudFrontFunctionArn = (resource: Resource) =>
  `arn:aws:cloudfront::${LOCAL.account}:function/${physicalName(resource)}`;
const withId: Naming = { ref: opaqueId, attributes: { Id: opaqueId } };

const NAMING: Record<string, Naming> = {
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: bucketArn,
      DomainName: (resource) => `${bucketName(resource)}.s3.amazonaws.com`,
      RegionalDomainName: (resource) => regionalDomain(bucketName(resource)),
    },
  },
  'AWS::DynamoDB::GlobalTable': {
    ref: tableName,
    attributes: { Arn: (resource) => arn('dynamodb', `table/${tableName(resource)}`) },
  },
  'AWS::Lambda::Function': { ref: functionName, attributes: { Arn: functionArn } },
  'AWS::Lambda::LayerVersion': { ref: layerArn, attributes: { LayerVersionArn: layerArn } },
  'AWS::StepFunctions::StateMachine': {
    ref: stateMachineArn,
    attributes: { Arn: stateMachineArn, Name: stateMachineName },
  },
  'AWS::ApiGatewayV2::Api': {
    ref: opaqueId,
    attributes: { ApiId: opaqueId, ApiEndpoint: (resource) => `https://${apiDomain(opaqueId(resource))}` },
  },
  'AWS::CloudFront::Function': {
    ref: cloudFrontFunctionArn,
    attributes: { FunctionARN: cloudFrontFunctionArn, 'FunctionMetadata.FunctionARN': cloudFrontFunctionArn },
  },
  'AWS::CloudFront::Distribution': {
    ref: opaqueId,
    attributes: { Id: opaqueId, DomainName: (resource) => `${opaqueId(resource)}.cloudfront.net` },
  },
  'AWS::IAM::Role': { ref: roleName, attributes: { Arn: roleArn } },
  'AWS::IAM::ManagedPolicy': { ref: managedPolicyArn },
  'AWS::Logs::LogGroup': {
    ref: named('LogGroupName'),
    attributes: { Arn: (resource) => arn('logs', `log-group:${named('LogGroupName')(resource)}:*`) },
  },
  'AWS::SNS::Topic': { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: physicalName } },
  'AWS::Events::Rule': { ref: physicalName, attributes: { Arn: ruleArn } },
  // What Ref gives, its URL, depends on where the services answer: queues.ts.
  'AWS::SQS::Queue': { ref: queueName, attributes: { Arn: queueArn, QueueName: queueName } },
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Id: secretArn } },
  'AWS::CloudFront::PublicKey': { ref: publicKeyId, attributes: { Id: publicKeyId } },
  'AWS::Scheduler::Schedule': { ref: physicalName, attributes: { Arn: scheduleArn } },
  'AWS::CloudWatch::Alarm': {
    ref: physicalName,
    attributes: { Arn: (resource) => arn('cloudwatch', `alarm:${physicalName(resource)}`) },
  },
};

export const identity: Identity = {
  ref: (resource) => (NAMING[resource.type] ?? withId).ref(resource),
  attribute(resource, name) {
    const make = (NAMING[resource.type] ?? withId).attributes?.[name];
    if (!make) throw new Error(`${resource.path} (${resource.type}) has no attribute ${name} in the local twin.`);
    return make(resource);
  },
};
