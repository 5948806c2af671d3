/** Behaviours of a distribution: which path goes to which origin, and how. */

import type { Service } from '../service.ts';
import type { Encoding } from './compress.ts';
import { type AskOrigin, bucketOrigin, type GetObject, handlerOrigin } from './origin.ts';
import {
  type CachePolicy,
  cachePolicy,
  type OriginRequestPolicy,
  originRequestPolicy,
  type ResponseHeadersPolicy,
  responseHeadersPolicy,
} from './policies.ts';
import { createSignedCheck, type PublicKeys, type SignedCheck } from './signed.ts';
import { compileViewerFunction, type ViewerFunction } from './viewer-function.ts';

export type Origin =
  | { type: 's3'; bucket: string }
  /** `domainName` is the Host that the handler sees; `headers`: what it is told whatever the viewer says, in lower case. */
  | { type: 'handler'; handle: Service['handle']; domainName: string; headers?: Record<string, string> };

/** As in the template; a policy is its configuration, or the id of a managed one. */
export type BehaviorConfig = {
  /** `/tiles/*`; `*` for the default behaviour, which comes last. */
  pathPattern: string;
  origin: Origin;
  /** GET and HEAD unless given. */
  allowedMethods?: string[];
  cachePolicy: string | CachePolicy;
  originRequestPolicy?: string | OriginRequestPolicy;
  responseHeadersPolicy?: string | ResponseHeadersPolicy;
  compress?: boolean;
  /** Code of the CloudFront Function for viewer requests. */
  viewerRequest?: string;
  /** Public keys of the trusted key groups; given: only who has a signed URL or signed cookies is served. */
  trustedKeys?: PublicKeys | undefined;
};

export type Behavior = {
  matches(path: string): boolean;
  methods: Set<string>;
  ask: AskOrigin;
  cache: CachePolicy;
  originRequest: OriginRequestPolicy | undefined;
  responseHeaders: ResponseHeadersPolicy;
  encodings: Encoding[];
  viewerRequest: ViewerFunction | undefined;
  /** Whether a viewer may have what it asks for. */
  signed: SignedCheck | undefined;
};

/** `*` any text, `?` one character; a leading slash is optional; case counts (CloudFront's path patterns). */
const patternOf = (pattern: string) => {
  const slashed = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const source = slashed
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
};

/** @throws Error naming the behaviour for what the edge does not serve. */
export const createBehavior = (config: BehaviorConfig, getObject: GetObject): Behavior => {
  const { pathPattern, origin } = config;
  const methods = new Set(config.allowedMethods ?? ['GET', 'HEAD']);
  if (origin.type === 's3' && [...methods].some((method) => method !== 'GET' && method !== 'HEAD')) {
    throw new Error(`Behaviour ${pathPattern}: a bucket is served for GET and HEAD only.`);
  }
  const pattern = patternOf(pathPattern);
  const cache = cachePolicy(config.cachePolicy);
  const { EnableAcceptEncodingBrotli, EnableAcceptEncodingGzip } = cache.ParametersInCacheKeyAndForwardedToOrigin;
  const encodings: Encoding[] = [];
  if (config.compress && EnableAcceptEncodingBrotli) encodings.push('br');
  if (config.compress && EnableAcceptEncodingGzip) encodings.push('gzip');
  return {
    matches: (path) => pattern.test(path),
    methods,
    ask: origin.type === 's3' ? bucketOrigin(origin.bucket, getObject) : handlerOrigin(origin),
    cache,
    originRequest: config.originRequestPolicy ? originRequestPolicy(config.originRequestPolicy) : undefined,
    responseHeaders: config.responseHeadersPolicy ? responseHeadersPolicy(config.responseHeadersPolicy) : {},
    encodings,
    viewerRequest: config.viewerRequest === undefined ? undefined : compileViewerFunction(config.viewerRequest),
    signed: config.trustedKeys && createSignedCheck(config.trustedKeys),
  };
};
