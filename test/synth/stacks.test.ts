import { beforeAll, describe, expect, test } from 'vitest';
import { PRODUCTS } from '../../lambdas/routes.ts';
import { PICTURE_ENVIRONMENT } from '../../lib/limits.ts';
import { flat, ofType, type Resource, synthesisedResources } from '../support/templates.ts';

let resources: Record<string, Resource>;
beforeAll(async () => {
  resources = await synthesisedResources();
});

/** Our own functions: CDK's bucket deployment is not ours. */
const functions = () =>
  ofType(resources, 'AWS::Lambda::Function').filter(([id]) => !id.startsWith('CustomCDKBucketDeployment'));

/** Actions that a role may do, from its inline policies and its default policy. */
const actionsOf = (roleId: string): string[] => statementsOf(roleId).flatMap(({ Action }) => Action);

function statementsOf(roleId: string): { Action: string | string[]; Resource: unknown }[] {
  const policies = ofType(resources, 'AWS::IAM::Policy')
    .filter(([, policy]) => policy.Properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .map(([, policy]) => policy.Properties.PolicyDocument);
  return policies.flatMap(({ Statement }) => Statement);
}
const roleOf = (fn: Resource): string => fn.Properties.Role['Fn::GetAtt'][0];

describe('functions', () => {
  test('there are some, all on Node 24 and arm64, with a log that ends', () => {
    expect(functions().length).toBeGreaterThanOrEqual(18);
    for (const [id, { Properties }] of functions()) {
      // An image brings its own Node (images/capture-game/Dockerfile).
      if (Properties.PackageType === 'Image') expect(Properties.ImageConfig.Command, id).toEqual(['index.handler']);
      else expect(Properties.Runtime, id).toBe('nodejs24.x');
      expect(Properties.Architectures, id).toEqual(['arm64']);
      const log = resources[Properties.LoggingConfig.LogGroup.Ref];
      expect(log?.Properties.RetentionInDays, id).toBe(30);
    }
  });

  test('capture, calibrate, coords and tile touch S3 only', () => {
    for (const name of ['Capture', 'CaptureGame', 'Calibrate', 'Coords', 'Tile']) {
      const [, fn] = functions().find(([id]) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id))!;
      const services = new Set(actionsOf(roleOf(fn)).map((action) => action.split(':')[0]));
      services.delete('logs');
      services.delete('xray');
      expect([...services], name).toEqual(['s3']);
    }
  });

  test('coords reads screenshots and calibrations, and writes nothing', () => {
    const [, fn] = functions().find(([id]) => /^Coords[0-9A-F]{8}$/.test(id))!;
    const statements = statementsOf(roleOf(fn)).filter(({ Action }) => String(Action).startsWith('s3:'));
    const rights = statements.map(({ Action, Resource }) => [
      Action,
      [Resource].flat().map((each) => flat(each).replace(/^[^/]*/, '')),
    ]);
    expect(rights).toEqual([
      ['s3:GetObject', ['/builds/*/calibration.json', '/screenshots/*']],
      ['s3:ListBucket', ['']],
    ]);
  });

  test('no role of ours has an action with a wildcard', () => {
    for (const [id, fn] of functions()) {
      expect(
        actionsOf(roleOf(fn)).filter((action) => action.includes('*')),
        id,
      ).toEqual([]);
    }
  });

  test('functions that look into pictures keep their memory small', () => {
    for (const [id, { Properties }] of functions().filter(
      ([, fn]) => fn.Properties.Layers || fn.Properties.PackageType,
    )) {
      expect(Properties.Environment.Variables, id).toMatchObject(PICTURE_ENVIRONMENT);
    }
  });
});

describe('storage and delivery', () => {
  test('no bucket is public', () => {
    for (const [id, { Properties }] of ofType(resources, 'AWS::S3::Bucket')) {
      expect(Properties.PublicAccessBlockConfiguration, id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  test('every table forgets what has expired', () => {
    for (const [id, { Properties }] of ofType(resources, 'AWS::DynamoDB::GlobalTable')) {
      expect(Properties.TimeToLiveSpecification, id).toEqual({ AttributeName: 'expires_at', Enabled: true });
    }
  });

  test('access logs of the API name the route, never the path', () => {
    const [[, stage]] = ofType(resources, 'AWS::ApiGatewayV2::Stage') as [[string, Resource]];
    const format: string = stage.Properties.AccessLogSettings.Format;
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/\$context\.(path|httpMethod|identity)|requestOverride|querystring/i);
  });

  test('the routes of the API are those of the table, with their logins and scopes', () => {
    const deployed = ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties.RouteKey,
      Properties.AuthorizationType === 'JWT' ? Properties.AuthorizationScopes : Properties.AuthorizationType,
    ]);
    const table = Object.values(PRODUCTS)
      .flatMap((routes) => Object.values(routes))
      .map(({ method, path, login, scope }) => [`${method} ${path}`, login === 'required' ? [scope] : 'NONE']);
    expect(deployed.toSorted()).toEqual(table.toSorted());
  });
});

describe('executions that end badly', () => {
  test('are told to the function that settles their jobs, with a queue for what cannot be told', () => {
    const [[, rule]] = ofType(resources, 'AWS::Events::Rule') as [[string, Resource]];
    expect(rule.Properties.EventPattern.detail.status).toEqual(['FAILED', 'TIMED_OUT', 'ABORTED']);
    const [queue] = ofType(resources, 'AWS::SQS::Queue').find(([id]) => id.startsWith('Unsettled'))!;
    const [target] = rule.Properties.Targets;
    expect(target.Arn['Fn::GetAtt'][0]).toMatch(/^SettleExecution/);
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
    expect(target.DeadLetterConfig.Arn['Fn::GetAtt'][0]).toBe(queue);
    const [[, invocations]] = ofType(resources, 'AWS::Lambda::EventInvokeConfig') as [[string, Resource]];
    expect(invocations.Properties.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]).toBe(queue);
  });
});
