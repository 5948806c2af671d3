import { expect, test } from 'vitest';
import { createAccount } from '../iam/account.ts';
import { assumedRole } from '../iam/principal.ts';
import type { Principal } from '../service.ts';
import { openAccount } from './account.ts';
import { appOf, arnOf, deploymentOfApp, documentOf, type Resources, resource } from './app.fixture.ts';
import { apiCaller, OPERATOR } from './callers.ts';
import { secretArn } from './identity.ts';
import { createInvokeAs } from './invocations.ts';
import { policiesOf } from './policies.ts';

const statement = (Action: string, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const lambda = documentOf({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
});

const base: Resources = {
  Role: resource('PlanRole', 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: lambda,
    Policies: [{ PolicyName: 'inline', PolicyDocument: documentOf(statement('s3:ListBucket', arnOf('Web'))) }],
  }),
  Plan: resource('Plan', 'AWS::Lambda::Function', { Role: arnOf('Role') }),
  Web: resource('WebBucket', 'AWS::S3::Bucket'),
  Default: resource('PlanRole/DefaultPolicy', 'AWS::IAM::Policy', {
    PolicyDocument: documentOf(statement('s3:GetObject', { 'Fn::Join': ['', [arnOf('Web'), '/*']] })),
    Roles: [{ Ref: 'Role' }],
  }),
  Shared: resource('Shared', 'AWS::IAM::ManagedPolicy', {
    PolicyDocument: documentOf(statement('s3:PutObject', '*')),
    Roles: [{ Ref: 'Role' }],
  }),
  WebPolicy: resource('WebBucket/Policy', 'AWS::S3::BucketPolicy', {
    Bucket: { Ref: 'Web' },
    PolicyDocument: documentOf({ ...statement('s3:PutObject', '*', { Principal: { AWS: '*' } }), Effect: 'Deny' }),
  }),
  Permission: resource('Permission', 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: 'Plan' },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api/*/*/api/maps/{map}',
  }),
};
const deployment = (changed: Resources = {}) => deploymentOfApp(appOf({ ...base, ...changed }));
const ROLE = 'arn:aws:iam::000000000000:role/App-PlanRole';
const plan = assumedRole(ROLE, 'App-Plan');

test('a role has its inline policies, those attached to it and managed ones; a bucket has its own', () => {
  const { authorize } = createAccount(policiesOf(deployment()));
  const may = (action: string, key = '') =>
    authorize({ principal: plan, action, resource: `arn:aws:s3:::app-web-bucket${key}` });
  may('s3:ListBucket');
  may('s3:GetObject', '/a');
  expect(() => may('s3:DeleteObject', '/a')).toThrow('no identity-based policy allows the s3:DeleteObject action');
  expect(() => may('s3:PutObject', '/a')).toThrow('with an explicit deny in a resource-based policy');
  const withoutBucketPolicy = createAccount({ ...policiesOf(deployment()), resources: [] });
  withoutBucketPolicy.authorize({ principal: plan, action: 's3:PutObject', resource: 'arn:aws:s3:::app-web-bucket/a' });
});

test('a secret has its own policy, by which a role gets in that nothing else lets', () => {
  const read = statement('secretsmanager:GetSecretValue', '*', { Principal: { AWS: ROLE } });
  const secrets: Resources = {
    Keys: resource('Keys', 'AWS::SecretsManager::Secret'),
    Other: resource('Other', 'AWS::SecretsManager::Secret'),
    KeysPolicy: resource('Keys/Policy', 'AWS::SecretsManager::ResourcePolicy', {
      SecretId: { Ref: 'Keys' },
      ResourcePolicy: documentOf(read, {
        ...statement('secretsmanager:DeleteSecret', '*', { Principal: { AWS: '*' } }),
        Effect: 'Deny',
      }),
    }),
  };
  const made = deployment(secrets);
  const [keys, other] = made.ofType('AWS::SecretsManager::Secret').map((each) => secretArn(each.resource));
  const { authorize } = createAccount(policiesOf(made));
  const may = (principal: Principal, action: string, on: string | undefined) =>
    authorize({ principal, action: `secretsmanager:${action}`, resource: on! });
  may(plan, 'GetSecretValue', keys);
  expect(() => may(plan, 'PutSecretValue', keys)).toThrow('no identity-based policy allows');
  expect(() => may(plan, 'GetSecretValue', other)).toThrow('no identity-based policy allows');
  expect(() => may(OPERATOR, 'DeleteSecret', keys)).toThrow('with an explicit deny in a resource-based policy');
});

test.each<[Resources, string]>([
  [
    { Default: resource('Default', 'AWS::IAM::Policy', { PolicyDocument: documentOf(), Roles: ['Gone'] }) },
    'App/Default/Resource: the role Gone is not in the templates.',
  ],
  [
    { WebPolicy: resource('P', 'AWS::S3::BucketPolicy', { Bucket: 'gone', PolicyDocument: documentOf() }) },
    'App/P/Resource: the bucket gone is not in the templates.',
  ],
  [
    {
      Policy: resource('P', 'AWS::SecretsManager::ResourcePolicy', { SecretId: 'gone', ResourcePolicy: documentOf() }),
    },
    'App/P/Resource: the secret gone is not in the templates.',
  ],
  [
    { Permission: resource('P', 'AWS::Lambda::Permission', { FunctionName: 'gone', Principal: 'x' }) },
    'App/P/Resource: the function gone is not in the templates.',
  ],
  [
    { Plan: resource('Plan', 'AWS::Lambda::Function', { Role: 'arn:aws:iam::000000000000:role/Gone' }) },
    'App/Plan/Resource: its role arn:aws:iam::000000000000:role/Gone cannot be assumed by lambda.amazonaws.com.',
  ],
  [
    { Build: resource('Build', 'AWS::StepFunctions::StateMachine', { RoleArn: arnOf('Role') }) },
    `App/Build/Resource: its role ${ROLE} cannot be assumed by states.amazonaws.com.`,
  ],
  [
    { Daily: resource('Daily', 'AWS::Scheduler::Schedule', { Target: { RoleArn: arnOf('Role') } }) },
    `App/Daily/Resource: its role ${ROLE} cannot be assumed by scheduler.amazonaws.com.`,
  ],
  [
    {
      Default: resource('PlanRole/DefaultPolicy', 'AWS::IAM::Policy', {
        PolicyDocument: documentOf(statement('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '::1' } } })),
        Roles: [{ Ref: 'Role' }],
      }),
    },
    'App/PlanRole/DefaultPolicy/Resource: the local twin does not evaluate the condition operator IpAddress',
  ],
])('what belongs to nothing, or is not evaluated, ends the start by the path', (changed, message) => {
  expect(() => openAccount(deployment(changed), { report: () => {} })).toThrow(message);
});

test('a refusal is reported, and everybody is told of a call before it is decided', () => {
  const lines: string[] = [];
  const calls: string[] = [];
  const authorize = openAccount(deployment(), {
    report: (line) => lines.push(line),
    onCall: ({ action }) => calls.push(action),
  });
  authorize({ principal: OPERATOR, action: 's3:DeleteBucket', resource: 'arn:aws:s3:::app-web-bucket' });
  const call = { principal: plan, action: 's3:DeleteBucket', resource: 'arn:aws:s3:::app-web-bucket' };
  expect(() => authorize(call)).toThrow();
  expect(calls).toEqual(['s3:DeleteBucket', 's3:DeleteBucket']);
  expect(lines).toEqual([expect.stringMatching(/^refused: User: .*App-PlanRole\/App-Plan is not authorized/)]);
});

test('a function is called by whom its permission or the caller’s role names', async () => {
  const policies = policiesOf(deployment());
  const invokeAs = createInvokeAs(async (name) => `called ${name}`, createAccount(policies).authorize);
  const byApi = (routeKey: string) => invokeAs(apiCaller('api', routeKey))('App-Plan', {});
  expect(await byApi('GET /api/maps/{map}')).toBe('called App-Plan');
  await expect(byApi('GET /api/jobs')).rejects.toMatchObject({
    name: 'Lambda.AWSLambdaException',
    message: expect.stringMatching(
      /^Service: apigateway.amazonaws.com .*lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:App-Plan because no resource-based policy/,
    ),
  });
  await expect(invokeAs(plan)('App-Plan', {})).rejects.toThrow('no identity-based policy allows');
});
