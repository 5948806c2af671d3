/** Roles, their policies, and the policies of buckets, functions, queues and secrets, as the templates say. */
import type { IdentityPolicies, Policies, PolicyDocument } from '../iam/account.ts';
import type { Deployed, Deployment } from './deployed.ts';
import {
  bucketArn,
  bucketName,
  functionArn,
  functionName,
  managedPolicyArn,
  queueArn,
  queueName,
  roleArn,
  secretArn,
} from './identity.ts';

/** @throws Error naming a policy that belongs to nothing in the templates */
export function policiesOf(deployment: Deployment): Policies {
  const roles = deployment.ofType('AWS::IAM::Role').map(roleOf);
  const byName = new Map(roles.map((role) => [role.arn.split('/').at(-1), role]));
  const managed: Record<string, PolicyDocument> = {};

  const rolesNamed = ({ resource, properties }: Deployed) =>
    (properties.Roles ?? []).map((name: string) => {
      const role = byName.get(name);
      if (!role) throw new Error(`${resource.path}: the role ${name} is not in the templates.`);
      return role;
    });
  for (const deployed of deployment.ofType('AWS::IAM::Policy')) {
    for (const role of rolesNamed(deployed)) role.policies.push(documentOf(deployed));
  }
  for (const deployed of deployment.ofType('AWS::IAM::ManagedPolicy')) {
    const arn = managedPolicyArn(deployed.resource);
    managed[arn] = documentOf(deployed);
    for (const role of rolesNamed(deployed)) role.managed.push(arn);
  }
  const resources = [
    ...bucketPolicies(deployment),
    ...functionPolicies(deployment),
    ...queuePolicies(deployment),
    ...secretPolicies(deployment),
  ];
  return { identities: roles, managed, resources };
}

const documentOf = ({ resource, properties }: Deployed): PolicyDocument => ({
  path: resource.path,
  document: properties.PolicyDocument,
});

function roleOf({ resource, properties }: Deployed): IdentityPolicies & { managed: string[] } {
  return {
    arn: roleArn(resource),
    path: resource.path,
    policies: (properties.Policies ?? []).map(({ PolicyDocument }: { PolicyDocument: unknown }) => ({
      path: resource.path,
      document: PolicyDocument,
    })),
    managed: [...(properties.ManagedPolicyArns ?? [])],
    trust: properties.AssumeRolePolicyDocument,
  };
}

function bucketPolicies(deployment: Deployment): Policies['resources'] {
  const buckets = new Map(
    deployment.ofType('AWS::S3::Bucket').map(({ resource }) => [bucketName(resource), bucketArn(resource)]),
  );
  return deployment.ofType('AWS::S3::BucketPolicy').map((deployed) => {
    const arn = buckets.get(deployed.properties.Bucket);
    if (!arn) {
      throw new Error(`${deployed.resource.path}: the bucket ${deployed.properties.Bucket} is not in the templates.`);
    }
    return { arn, ...documentOf(deployed) };
  });
}

/** A permission of a function is a statement of that function's own policy. */
function functionPolicies(deployment: Deployment): Policies['resources'] {
  const functions = new Map(
    deployment.ofType('AWS::Lambda::Function').flatMap(({ resource }) => {
      const arn = functionArn(resource);
      return [arn, functionName(resource)].map((name): [string, string] => [name, arn]);
    }),
  );
  return deployment.ofType('AWS::Lambda::Permission').map(({ resource, properties }) => {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties;
    const arn = functions.get(FunctionName);
    if (!arn) throw new Error(`${resource.path}: the function ${FunctionName} is not in the templates.`);
    const Condition = {
      ...(SourceArn ? { ArnLike: { 'aws:SourceArn': SourceArn } } : {}),
      ...(SourceAccount ? { StringEquals: { 'aws:SourceAccount': SourceAccount } } : {}),
    };
    const principal = /\.amazonaws\.com$/.test(Principal) ? { Service: Principal } : { AWS: Principal };
    const statement = { Effect: 'Allow', Principal: principal, Action, Resource: arn, Condition };
    return { arn, path: resource.path, document: { Version: '2012-10-17', Statement: [statement] } };
  });
}

/** A policy names its queues by their URLs. */
function queuePolicies(deployment: Deployment): Policies['resources'] {
  const queues = new Map(
    deployment.ofType('AWS::SQS::Queue').map(({ resource }) => [queueName(resource), queueArn(resource)]),
  );
  return deployment.ofType('AWS::SQS::QueuePolicy').flatMap((deployed) =>
    deployed.properties.Queues.map((url: string) => {
      const arn = queues.get(url.split('/').at(-1) ?? '');
      if (!arn) throw new Error(`${deployed.resource.path}: the queue ${url} is not in the templates.`);
      return { arn, ...documentOf(deployed) };
    }),
  );
}

function secretPolicies(deployment: Deployment): Policies['resources'] {
  const secrets = deployment.ofType('AWS::SecretsManager::Secret').map(({ resource }) => secretArn(resource));
  return deployment.ofType('AWS::SecretsManager::ResourcePolicy').map(({ resource, properties }) => {
    const { SecretId, ResourcePolicy } = properties;
    if (!secrets.includes(SecretId))
      throw new Error(`${resource.path}: the secret ${SecretId} is not in the templates.`);
    return { arn: SecretId, path: resource.path, document: ResourcePolicy };
  });
}
