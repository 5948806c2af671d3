/** The CloudFront distribution of the templates, as the edge serves it. */
import type { BehaviorConfig, Origin } from '../edge/behavior.ts';
import type { Service } from '../service.ts';
import type { Resource } from '../template/assembly.ts';
import { type SecretOf, withSecret } from '../template/dynamic-reference.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { apiDomain, bucketName, identity, regionalDomain } from './identity.ts';
import { trustedKeysOf } from './trusted-keys.ts';

export type Distribution = {
  resource: Resource;
  behaviors: BehaviorConfig[];
  defaultRootObject: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: CustomErrorResponses of AWS::CloudFront::Distribution, as they are.
  errorResponses: any[];
};

/**
 * @param api who answers for the HTTP API of that id
 * @param secretOf what origins are told may be secret
 * @throws Error naming the distribution for origins and associations that the twin does not serve
 */
export function distributionOf(
  deployment: Deployment,
  api: { id: string; handle: Service['handle'] },
  secretOf: SecretOf,
): Distribution {
  const [distribution, ...others] = deployment.ofType('AWS::CloudFront::Distribution');
  if (!distribution || others.length > 0) {
    throw new Error('The local twin serves exactly one CloudFront distribution; the templates have another number.');
  }
  const config = distribution.properties.DistributionConfig;
  const origins = originsOf(deployment, distribution, { api, secretOf });
  const policies = policiesOf(deployment);
  const functions = new Map(
    deployment
      .ofType('AWS::CloudFront::Function')
      .map(({ resource, properties }) => [identity.ref(resource), properties]),
  );

  const viewerRequest = (associations: { EventType: string; FunctionARN: string }[] = []): string | undefined => {
    const other = associations.find(
      ({ EventType, FunctionARN }) => EventType !== 'viewer-request' || !functions.has(FunctionARN),
    );
    if (other) throw new Error(`${distribution.resource.path}: a function for ${other.EventType} is not served.`);
    return associations.map(({ FunctionARN }) => functions.get(FunctionARN)?.FunctionCode)[0];
  };
  // biome-ignore lint/suspicious/noExplicitAny: CacheBehavior and DefaultCacheBehavior, checked by check.ts.
  const behaviorOf = (behavior: any): BehaviorConfig => ({
    pathPattern: behavior.PathPattern ?? '*',
    origin: origins.get(behavior.TargetOriginId)!,
    allowedMethods: behavior.AllowedMethods,
    cachePolicy: policies(behavior.CachePolicyId),
    originRequestPolicy: policies(behavior.OriginRequestPolicyId),
    responseHeadersPolicy: policies(behavior.ResponseHeadersPolicyId),
    compress: behavior.Compress,
    viewerRequest: viewerRequest(behavior.FunctionAssociations),
    trustedKeys: trustedKeysOf(deployment, behavior.TrustedKeyGroups),
  });
  return {
    resource: distribution.resource,
    behaviors: [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior].map(behaviorOf),
    defaultRootObject: config.DefaultRootObject,
    errorResponses: config.CustomErrorResponses ?? [],
  };
}

type DistributionOrigin = {
  Id: string;
  DomainName: string;
  OriginPath?: string;
  OriginAccessControlId?: string;
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: string }[];
};

function originsOf(
  deployment: Deployment,
  { resource, properties }: Deployed,
  { api, secretOf }: { api: { id: string; handle: Service['handle'] }; secretOf: SecretOf },
): Map<string, Origin> {
  const buckets = deployment.ofType('AWS::S3::Bucket').map(({ resource }) => bucketName(resource));
  const originOf = (origin: DistributionOrigin): [string, Origin] => {
    const { Id, DomainName, OriginPath, OriginAccessControlId, OriginCustomHeaders = [] } = origin;
    if (OriginPath) throw new Error(`${resource.path}: the path ${OriginPath} of an origin is not served.`);
    if (DomainName === apiDomain(api.id)) {
      const told = OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
        HeaderName.toLowerCase(),
        withSecret(HeaderValue, secretOf),
      ]);
      const headers = Object.fromEntries(told);
      return [Id, { type: 'handler', handle: api.handle, domainName: DomainName, headers }];
    }
    if (OriginCustomHeaders.length > 0) throw new Error(`${resource.path}: a bucket is told no headers of its own.`);
    const bucket = buckets.find((name) => regionalDomain(name) === DomainName);
    if (bucket && OriginAccessControlId) return [Id, { type: 's3', bucket }];
    throw new Error(
      `${resource.path}: the origin ${DomainName} is neither the HTTP API nor a bucket with origin access control.`,
    );
  };
  return new Map(properties.DistributionConfig.Origins.map(originOf));
}

/** A policy of the templates by its id as its configuration; any other id is a managed one's. */
function policiesOf(deployment: Deployment) {
  const kinds = { CachePolicy: 'CachePolicyConfig', ResponseHeadersPolicy: 'ResponseHeadersPolicyConfig' };
  const configurations = Object.entries(kinds).flatMap(([kind, config]) =>
    deployment
      .ofType(`AWS::CloudFront::${kind}`)
      .map(({ resource, properties }): [string, unknown] => [identity.ref(resource), properties[config]]),
  );
  const known = new Map(configurations);
  // biome-ignore lint/suspicious/noExplicitAny: each behaviour's field has its own kind of policy.
  return (id: string | undefined): any => (id === undefined ? undefined : (known.get(id) ?? id));
}
