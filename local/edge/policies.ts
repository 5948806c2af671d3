/** Policies of CloudFront, in the words of CloudFormation, and AWS's managed ones by their ids. */

type QueryStrings = { QueryStringBehavior: string; QueryStrings?: string[] };
type KeyHeaders = { HeaderBehavior: string; Headers?: string[] };
type KeyCookies = { CookieBehavior: string };

/** `AWS::CloudFront::CachePolicy`, CachePolicyConfig. */
export type CachePolicy = {
  MinTTL: number;
  DefaultTTL: number;
  MaxTTL: number;
  ParametersInCacheKeyAndForwardedToOrigin: {
    QueryStringsConfig: QueryStrings;
    HeadersConfig: KeyHeaders;
    CookiesConfig: KeyCookies;
    EnableAcceptEncodingGzip: boolean;
    EnableAcceptEncodingBrotli?: boolean;
  };
};
/** `AWS::CloudFront::OriginRequestPolicy`, OriginRequestPolicyConfig. */
export type OriginRequestPolicy = {
  QueryStringsConfig: QueryStrings;
  HeadersConfig: KeyHeaders;
  CookiesConfig: KeyCookies;
};
type Overridable = { Override: boolean };
/** `AWS::CloudFront::ResponseHeadersPolicy`, ResponseHeadersPolicyConfig. */
export type ResponseHeadersPolicy = {
  SecurityHeadersConfig?: {
    ContentSecurityPolicy?: Overridable & { ContentSecurityPolicy: string };
    ContentTypeOptions?: Overridable;
    FrameOptions?: Overridable & { FrameOption: string };
    ReferrerPolicy?: Overridable & { ReferrerPolicy: string };
    StrictTransportSecurity?: Overridable & {
      AccessControlMaxAgeSec: number;
      IncludeSubdomains?: boolean;
      Preload?: boolean;
    };
    XSSProtection?: Overridable & { Protection: boolean; ModeBlock?: boolean };
  };
  CustomHeadersConfig?: { Items: (Overridable & { Header: string; Value: string })[] };
  RemoveHeadersConfig?: { Items: { Header: string }[] };
  CorsConfig?: {
    AccessControlAllowOrigins: { Items: string[] };
    AccessControlAllowMethods: { Items: string[] };
    AccessControlAllowHeaders: { Items: string[] };
    AccessControlExposeHeaders?: { Items: string[] };
    AccessControlAllowCredentials: boolean;
    AccessControlMaxAgeSec?: number;
    OriginOverride: boolean;
  };
};

const none = {
  QueryStringsConfig: { QueryStringBehavior: 'none' },
  HeadersConfig: { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: 'none' },
};
const lifetime = (MinTTL: number, DefaultTTL: number, MaxTTL: number, compressed: boolean): CachePolicy => ({
  MinTTL,
  DefaultTTL,
  MaxTTL,
  ParametersInCacheKeyAndForwardedToOrigin: {
    ...none,
    EnableAcceptEncodingGzip: compressed,
    EnableAcceptEncodingBrotli: compressed,
  },
});
const allViewer = { QueryStringsConfig: { QueryStringBehavior: 'all' }, CookiesConfig: { CookieBehavior: 'all' } };
const security = {
  ContentTypeOptions: { Override: true },
  FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
  ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
  StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: false },
  XSSProtection: { Protection: true, ModeBlock: true, Override: false },
};
const anyOrigin = {
  AccessControlAllowOrigins: { Items: ['*'] },
  AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
  AccessControlAllowHeaders: { Items: [] },
  AccessControlAllowCredentials: false,
  OriginOverride: false,
};

/** docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and its neighbours. */
const MANAGED = {
  cache: {
    // CachingOptimized
    '658327ea-f89d-4fab-a63d-7e88639e58f6': lifetime(1, 86_400, 31_536_000, true),
    // CachingDisabled
    '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': lifetime(0, 0, 0, false),
  } as Record<string, CachePolicy>,
  originRequest: {
    // AllViewerExceptHostHeader
    'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
      ...allViewer,
      HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host'] },
    },
    // AllViewer
    '216adef6-5c7f-47e4-b989-5492eafa07d3': { ...allViewer, HeadersConfig: { HeaderBehavior: 'allViewer' } },
  } as Record<string, OriginRequestPolicy>,
  responseHeaders: {
    // SecurityHeadersPolicy
    '67f7725c-6f97-4210-82d7-5512b31e9d03': { SecurityHeadersConfig: security },
    // SimpleCORS
    '60669652-455b-4ae9-85a4-c4c02393f86c': { CorsConfig: anyOrigin },
    // CORS-and-SecurityHeadersPolicy
    'e61eb60c-9c35-4d20-a928-2b84e02af89c': { CorsConfig: anyOrigin, SecurityHeadersConfig: security },
  } as Record<string, ResponseHeadersPolicy>,
};

const known = <Policy extends object>(kind: string, table: Record<string, Policy>, policy: string | Policy): Policy => {
  if (typeof policy !== 'string') return policy;
  const managed = table[policy];
  if (!managed) throw new Error(`The edge knows no managed ${kind} policy ${policy}; give its configuration instead.`);
  return managed;
};

/** A policy is given whole, or by the id of a managed one. Cookies in a cache key are refused: nothing of ours needs them. */
export const cachePolicy = (policy: string | CachePolicy): CachePolicy => {
  const found = known('cache', MANAGED.cache, policy);
  const { CookiesConfig, HeadersConfig } = found.ParametersInCacheKeyAndForwardedToOrigin;
  if (CookiesConfig.CookieBehavior !== 'none') throw new Error('A cache policy with cookies in its key is not served.');
  if (!['none', 'whitelist'].includes(HeadersConfig.HeaderBehavior)) {
    throw new Error(`A cache policy with headers ${HeadersConfig.HeaderBehavior} is not served.`);
  }
  return found;
};
export const originRequestPolicy = (policy: string | OriginRequestPolicy): OriginRequestPolicy => {
  const found = known('origin request', MANAGED.originRequest, policy);
  if (!['none', 'all'].includes(found.CookiesConfig.CookieBehavior)) {
    throw new Error(`An origin request policy with cookies ${found.CookiesConfig.CookieBehavior} is not served.`);
  }
  return found;
};
export const responseHeadersPolicy = (policy: string | ResponseHeadersPolicy) =>
  known('response headers', MANAGED.responseHeaders, policy);

/** The part of a query string (without `?`) that any of the policies lets through. */
export const queryThrough = (search: string, ...policies: { QueryStringsConfig: QueryStrings }[]): string =>
  search
    .split('&')
    .filter((pair) => policies.some(({ QueryStringsConfig }) => lets(QueryStringsConfig, pair.split('=')[0]!)))
    .join('&');

const lets = ({ QueryStringBehavior, QueryStrings = [] }: QueryStrings, name: string) =>
  QueryStringBehavior === 'all' ||
  (QueryStringBehavior === 'whitelist' && QueryStrings.includes(name)) ||
  (QueryStringBehavior === 'allExcept' && !QueryStrings.includes(name));

/** True when a policy lets a header of the viewer (lower-case) through to the origin. */
export const headerThrough = (name: string, { HeaderBehavior, Headers = [] }: KeyHeaders): boolean => {
  const listed = Headers.some((header) => header.toLowerCase() === name);
  return (
    HeaderBehavior === 'allViewer' ||
    (HeaderBehavior === 'allExcept' ? !listed : HeaderBehavior === 'whitelist' && listed)
  );
};
