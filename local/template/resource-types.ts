/**
 * Every type of resource and every property that the twin knows. What is not listed is refused (check.ts), so that nothing
 * in a template is left out without a word.
 */
import { BUCKET_TYPES } from './bucket-types.ts';
import { QUEUE_TYPES } from './queue-types.ts';
import { SIGNING } from './signing-types.ts';
import { LOGS } from './without-effect.ts';

/** `true`: served. A text: has no effect here, and why. An object: the same for what lies inside, list items included. */
export type Shape = true | string | { [property: string]: Shape };

const AT_REST = 'How data are encrypted, kept and backed up on disk does not show to callers.';
const NOT_SIMULATED = 'Throttling and cost settings of the account are not simulated (docs/local.md).';
const TAGS = 'Tags are for bills and owners.';
const DESCRIPTION = 'Text for people in the AWS console.';
const TLS = 'The twin speaks plain HTTP on loopback.';

const CACHE_BEHAVIOR: Shape = {
  AllowedMethods: true,
  CachedMethods: 'GET and HEAD are cached, as by default.',
  CachePolicyId: true,
  Compress: true,
  FunctionAssociations: { EventType: true, FunctionARN: true },
  OriginRequestPolicyId: true,
  PathPattern: true,
  ResponseHeadersPolicyId: true,
  TargetOriginId: true,
  TrustedKeyGroups: true,
  ViewerProtocolPolicy: TLS,
};

const INDEXES: Shape = { IndexName: true, KeySchema: true, Projection: true };
const LAMBDA_CODE: Shape = { S3Bucket: true, S3Key: true };

export const SERVED: Record<string, Shape> = {
  ...SIGNING,
  ...QUEUE_TYPES,
  ...BUCKET_TYPES,
  'AWS::DynamoDB::GlobalTable': {
    TableName: true,
    AttributeDefinitions: true,
    KeySchema: true,
    GlobalSecondaryIndexes: { ...INDEXES, WriteOnDemandThroughputSettings: NOT_SIMULATED },
    TimeToLiveSpecification: true,
    BillingMode: NOT_SIMULATED,
    Replicas: {
      Region: 'There is one region.',
      GlobalSecondaryIndexes: { IndexName: true },
      PointInTimeRecoverySpecification: AT_REST,
      DeletionProtectionEnabled: AT_REST,
      Tags: TAGS,
    },
    SSESpecification: AT_REST,
  },
  'AWS::Lambda::Function': {
    FunctionName: true,
    Architectures: 'Functions run on the processor of this machine.',
    Code: { ...LAMBDA_CODE, ImageUri: true },
    Description: DESCRIPTION,
    Environment: { Variables: true },
    Handler: true,
    ImageConfig: { Command: true },
    Layers: true,
    LoggingConfig: LOGS,
    MemorySize: true,
    PackageType: true,
    Role: true,
    Runtime: true,
    Tags: TAGS,
    Timeout: true,
    TracingConfig: 'There is no X-Ray.',
  },
  'AWS::Lambda::LayerVersion': {
    CompatibleArchitectures: 'Functions run on the processor of this machine.',
    CompatibleRuntimes: 'The twin has one runtime.',
    Content: LAMBDA_CODE,
    Description: DESCRIPTION,
    LayerName: true,
    LicenseInfo: DESCRIPTION,
  },
  'AWS::StepFunctions::StateMachine': {
    StateMachineName: true,
    StateMachineType: true,
    DefinitionString: true,
    RoleArn: true,
    LoggingConfiguration: LOGS,
    Tags: TAGS,
    TracingConfiguration: 'There is no X-Ray.',
  },
  'AWS::Lambda::EventInvokeConfig': {
    FunctionName: true,
    MaximumEventAgeInSeconds: true,
    MaximumRetryAttempts: true,
    DestinationConfig: { OnFailure: { Destination: true } },
    Qualifier: 'Functions have one version here.',
  },
  'AWS::Events::Rule': {
    Description: DESCRIPTION,
    EventPattern: true,
    State: true,
    Targets: {
      Arn: true,
      Id: true,
      DeadLetterConfig: 'What reached no target stays in the room of events, which tells of it.',
      RetryPolicy: 'Functions of this machine are always reached; what they throw is tried again as Lambda does.',
    },
  },
  'AWS::Scheduler::Schedule': {
    Description: DESCRIPTION,
    FlexibleTimeWindow: { Mode: true },
    ScheduleExpression: true,
    State: true,
    Target: {
      Arn: true,
      RoleArn: true,
      Input: true,
      RetryPolicy: 'State machines of this machine are always reached; else it is tried again each minute.',
    },
  },
  'AWS::ApiGatewayV2::Api': {
    Name: DESCRIPTION,
    Description: DESCRIPTION,
    ProtocolType: true,
    CorsConfiguration: true,
    DisableExecuteApiEndpoint: 'The twin reaches the API through the edge only.',
    Tags: TAGS,
  },
  'AWS::ApiGatewayV2::Authorizer': {
    ApiId: true,
    AuthorizerType: true,
    IdentitySource: true,
    JwtConfiguration: { Audience: true, Issuer: true },
    Name: DESCRIPTION,
  },
  'AWS::ApiGatewayV2::Integration': {
    ApiId: true,
    IntegrationType: true,
    IntegrationUri: true,
    IntegrationMethod: 'Lambda integrations are always POST.',
    PayloadFormatVersion: true,
    Description: DESCRIPTION,
    TimeoutInMillis: 'The timeout of the function ends the request.',
  },
  'AWS::ApiGatewayV2::Route': {
    ApiId: true,
    AuthorizationScopes: true,
    AuthorizationType: true,
    AuthorizerId: true,
    RouteKey: true,
    Target: true,
  },
  'AWS::ApiGatewayV2::Stage': {
    ApiId: true,
    StageName: true,
    AutoDeploy: 'What the template says is served at once.',
    AccessLogSettings: LOGS,
    DefaultRouteSettings: NOT_SIMULATED,
    Description: DESCRIPTION,
    Tags: TAGS,
  },
  'AWS::CloudFront::Function': {
    Name: DESCRIPTION,
    AutoPublish: 'What the template says is served at once.',
    FunctionCode: true,
    FunctionConfig: { Comment: DESCRIPTION, Runtime: true },
  },
  'AWS::CloudFront::CachePolicy': { CachePolicyConfig: true },
  'AWS::CloudFront::ResponseHeadersPolicy': { ResponseHeadersPolicyConfig: true },
  'AWS::CloudFront::OriginAccessControl': {
    OriginAccessControlConfig: {
      Description: DESCRIPTION,
      Name: DESCRIPTION,
      OriginAccessControlOriginType: true,
      SigningBehavior: true,
      SigningProtocol: true,
    },
  },
  'AWS::CloudFront::Distribution': {
    DistributionConfig: {
      CacheBehaviors: CACHE_BEHAVIOR,
      DefaultCacheBehavior: CACHE_BEHAVIOR,
      Comment: DESCRIPTION,
      CustomErrorResponses: true,
      DefaultRootObject: true,
      Enabled: true,
      HttpVersion: TLS,
      IPV6Enabled: 'The twin listens where it is told to.',
      Origins: {
        Id: true,
        DomainName: true,
        OriginAccessControlId: true,
        OriginCustomHeaders: { HeaderName: true, HeaderValue: true },
        OriginPath: true,
        S3OriginConfig: { OriginAccessIdentity: 'Empty: origin access control takes its place.' },
        CustomOriginConfig: TLS,
      },
      PriceClass: NOT_SIMULATED,
      ViewerCertificate: TLS,
    },
    Tags: TAGS,
  },
  // What is missing here (PermissionsBoundary, Path, Users, Groups, ...) is not evaluated and therefore refused.
  'AWS::IAM::Role': {
    RoleName: true,
    AssumeRolePolicyDocument: true,
    ManagedPolicyArns: true,
    Policies: true,
    Description: DESCRIPTION,
    MaxSessionDuration: 'Access keys of the twin do not end.',
    Tags: TAGS,
  },
  'AWS::IAM::Policy': { PolicyDocument: true, PolicyName: DESCRIPTION, Roles: true },
  'AWS::IAM::ManagedPolicy': {
    ManagedPolicyName: true,
    PolicyDocument: true,
    Roles: true,
    Description: DESCRIPTION,
  },
  'AWS::Lambda::Permission': {
    Action: true,
    FunctionName: true,
    Principal: true,
    SourceArn: true,
    SourceAccount: true,
  },
  'Custom::CDKBucketDeployment': {
    ServiceToken: 'The twin copies by itself what the Python function of CDK would.',
    SourceBucketNames: true,
    SourceObjectKeys: true,
    SourceMarkers: true,
    SourceMarkersConfig: { jsonEscape: true },
    DestinationBucketName: true,
    DestinationBucketKeyPrefix: true,
    Exclude: true,
    Include: true,
    Prune: true,
    SystemMetadata: true,
    OutputObjectKeys: 'No template reads the keys.',
    RetainOnDelete: 'Nothing is taken down.',
    WaitForDistributionInvalidation: 'Nothing is cached longer than its headers say.',
  },
};
