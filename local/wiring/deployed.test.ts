import { expect, test } from 'vitest';
import { appOf, arnOf, deploymentOfApp, type Resources, resource } from './app.fixture.ts';
import { distributionOf } from './distribution.ts';
import { functionDefinitions } from './functions.ts';
import { httpApiOf } from './routes.ts';

const fn = (path: string, properties: Record<string, unknown> = {}) =>
  resource(path, 'AWS::Lambda::Function', {
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Code: { S3Key: 'code.zip' },
    Role: arnOf('Role'),
    ...properties,
  });
const integration = (properties = {}) =>
  resource('Integration', 'AWS::ApiGatewayV2::Integration', {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arnOf('Plan'),
    PayloadFormatVersion: '2.0',
    ...properties,
  });
const route = (properties: Record<string, unknown>) =>
  resource(`Route${String(properties.RouteKey)}`, 'AWS::ApiGatewayV2::Route', {
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    ...properties,
  });
const distribution = (config: Record<string, unknown> = {}, origin: Record<string, unknown> = {}) =>
  resource('Edge', 'AWS::CloudFront::Distribution', {
    DistributionConfig: {
      DefaultRootObject: 'index.html',
      DefaultCacheBehavior: {
        TargetOriginId: 'pages',
        CachePolicyId: { Ref: 'Cache' },
        FunctionAssociations: [
          { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Rewrite', 'FunctionARN'] } },
        ],
      },
      CacheBehaviors: [
        { PathPattern: '/api/*', TargetOriginId: 'api', CachePolicyId: 'managed', AllowedMethods: ['POST'] },
      ],
      Origins: [
        {
          Id: 'pages',
          DomainName: { 'Fn::GetAtt': ['Web', 'RegionalDomainName'] },
          OriginAccessControlId: 'x',
          ...origin,
        },
        { Id: 'api', DomainName: { 'Fn::Join': ['', [{ Ref: 'Api' }, '.execute-api.us-east-1.amazonaws.com']] } },
      ],
      ...config,
    },
  });

const base: Resources = {
  Role: resource('PlanRole', 'AWS::IAM::Role'),
  Plan: fn('Plan', {
    Timeout: 120,
    MemorySize: 1024,
    Layers: [{ Ref: 'Layer' }],
    Environment: { Variables: { WORK_BUCKET: { Ref: 'Web' } } },
  }),
  Layer: resource('Sharp', 'AWS::Lambda::LayerVersion', { Content: { S3Key: 'layer.zip' } }),
  Copier: fn('Copier', { Runtime: 'python3.13' }),
  Site: resource('Site', 'Custom::CDKBucketDeployment', { ServiceToken: arnOf('Copier') }),
  Web: resource('WebBucket', 'AWS::S3::Bucket'),
  Api: resource('Api', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
  Jwt: resource('Jwt', 'AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'http://issuer', Audience: ['tessera'] },
  }),
  Integration: integration(),
  Open: route({ RouteKey: 'GET /api/maps' }),
  Closed: route({
    RouteKey: 'POST /api/jobs',
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: 'Jwt' },
    AuthorizationScopes: ['maps:write'],
  }),
  Rest: route({ RouteKey: '$default' }),
  Cache: resource('Cache', 'AWS::CloudFront::CachePolicy', { CachePolicyConfig: { MaxTTL: 5 } }),
  Rewrite: resource('Rewrite', 'AWS::CloudFront::Function', { FunctionCode: 'function handler() {}' }),
  Edge: distribution(),
};

const assets = new Map([
  ['code.zip', { path: '/assets/code', packaging: 'zip' as const }],
  ['layer.zip', { path: '/assets/layer', packaging: 'zip' as const }],
  ['file.zip', { path: '/assets/file.zip', packaging: 'file' as const }],
]);
const deployment = (changed: Resources = {}) => deploymentOfApp(appOf({ ...base, ...changed }, assets));
const keys = {
  of: ({ arn }: { arn: string }) => ({ id: arn, secret: 's' }),
  credentials: () => undefined,
  save: async () => {},
};
const api = (changed?: Resources) => httpApiOf(deployment(changed));
const handle = async () => {};
const SECRET = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:proof';
const secretOf = (arn: string, version: string) => (arn === SECRET && version === 'v1' ? 'sesame' : undefined);
const edge = (changed?: Resources) => distributionOf(deployment(changed), { id: api().id, handle }, secretOf);
const telling = (version: string) => [
  { HeaderName: 'X-Proof', HeaderValue: `{{resolve:secretsmanager:${SECRET}:SecretString:::${version}}}` },
];

const nobody = new Set<string>();

test('a function gets its code, layers, environment and the key of its role', () => {
  expect(functionDefinitions(deployment(), keys, nobody)).toEqual([
    {
      name: 'App-Plan',
      handler: 'index.handler',
      codeDirectory: '/assets/code',
      layerDirectories: ['/assets/layer'],
      timeoutSeconds: 120,
      memoryMb: 1024,
      environment: { WORK_BUCKET: 'app-web-bucket' },
      accessKey: { id: 'arn:aws:sts::000000000000:assumed-role/App-PlanRole/App-Plan', secret: 's' },
      awaited: false,
    },
  ]);
});

test('a function whose answers somebody waits for is known for it', () => {
  expect(functionDefinitions(deployment(), keys, new Set(['App-Plan']))).toMatchObject([{ awaited: true }]);
  expect(functionDefinitions(deployment(), keys, undefined)[0]).not.toHaveProperty('awaited');
});

test.each<[Resources, string]>([
  [
    { Plan: fn('Plan', { Runtime: 'python3.13' }) },
    'App/Plan/Resource: the local twin runs Node functions only, not python3.13.',
  ],
  [{ Plan: fn('Plan', { Layers: ['arn:else'] }) }, 'App/Plan/Resource: the layer arn:else is not in the templates.'],
  [
    { Plan: fn('Plan', { Code: { S3Key: 'gone.zip' } }) },
    'App/Plan/Resource: the asset gone.zip is not in the assembly',
  ],
  [
    { Plan: fn('Plan', { Code: { S3Key: 'file.zip' } }) },
    'App/Plan/Resource: the asset /assets/file.zip is packed as file, not as zip.',
  ],
])('a function that cannot run is refused by its path', (changed, message) => {
  expect(() => functionDefinitions(deployment(changed), keys, nobody)).toThrow(message);
});

test('the API has the routes of the template with their scopes', () => {
  expect(api()).toMatchObject({
    issuer: 'http://issuer',
    audience: ['tessera'],
    routes: [
      { method: 'GET', path: '/api/maps', functionName: 'App-Plan' },
      { method: 'POST', path: '/api/jobs', functionName: 'App-Plan', authorizer: { scopes: ['maps:write'] } },
      { method: 'ANY', path: '$default', functionName: 'App-Plan' },
    ],
  });
  expect(api().routes[0]).not.toHaveProperty('authorizer');
});

test.each<[Resources, string]>([
  [{ Integration: integration({ PayloadFormatVersion: '1.0' }) }, 'payload format 2.0'],
  [{ Integration: integration({ IntegrationUri: 'https://example.com' }) }, 'only Lambda integrations'],
  [{ Open: route({ RouteKey: 'GET /x', AuthorizationType: 'AWS_IAM' }) }, 'AuthorizationType AWS_IAM is not served'],
  [{ Jwt: resource('Jwt', 'AWS::ApiGatewayV2::Authorizer', { AuthorizerType: 'REQUEST' }) }, 'only JWT authorizers'],
  [{ Api: resource('Api', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }) }, 'only HTTP APIs'],
  [{ Second: resource('Second', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }) }, 'exactly one HTTP API'],
])('an API that cannot be served is refused', (changed, message) => {
  expect(() => api(changed)).toThrow(message);
});

test('the edge gets its behaviours with their policies, functions and origins', () => {
  expect(edge()).toMatchObject({
    defaultRootObject: 'index.html',
    behaviors: [
      { pathPattern: '/api/*', origin: { type: 'handler', handle }, cachePolicy: 'managed', allowedMethods: ['POST'] },
      {
        pathPattern: '*',
        origin: { type: 's3', bucket: 'app-web-bucket' },
        cachePolicy: { MaxTTL: 5 },
        viewerRequest: 'function handler() {}',
      },
    ],
  });
});

test('the API is told what a secret holds', () => {
  const [pages, api] = (distribution().Properties.DistributionConfig as { Origins: object[] }).Origins;
  const told = distribution({ Origins: [pages, { ...api, OriginCustomHeaders: telling('v1') }] });
  expect(edge({ Edge: told }).behaviors[0]!.origin).toMatchObject({ headers: { 'x-proof': 'sesame' } });
  const unknown = distribution({ Origins: [pages, { ...api, OriginCustomHeaders: telling('v2') }] });
  expect(() => edge({ Edge: unknown })).toThrow('There is no version v2');
});

test.each<[Resources, string]>([
  [{ Edge: distribution({}, { OriginCustomHeaders: telling('v1') }) }, 'a bucket is told no headers'],
  [{ Edge: distribution({}, { DomainName: 'example.com' }) }, 'the origin example.com is neither'],
  [{ Edge: distribution({}, { OriginAccessControlId: undefined }) }, 'origin access control'],
  [{ Edge: distribution({}, { OriginPath: '/site' }) }, 'the path /site of an origin'],
  [
    {
      Edge: distribution({
        DefaultCacheBehavior: {
          TargetOriginId: 'pages',
          FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'x' }],
        },
      }),
    },
    'a function for viewer-response is not served',
  ],
  [{ Edge: resource('Edge', 'AWS::IAM::Role') }, 'exactly one CloudFront distribution'],
])('an edge that cannot be served is refused', (changed, message) => {
  expect(() => edge(changed)).toThrow(message);
});
