/** A response headers policy, applied to an answer: each header replaces the origin's or only fills its absence. */
import type { ResponseHeadersPolicy } from './policies.ts';

export type Headers = Record<string, string | string[]>;

type Addition = { name: string; value: string; override: boolean };

const securityHeaders = (config: NonNullable<ResponseHeadersPolicy['SecurityHeadersConfig']>): Addition[] => {
  const additions: Addition[] = [];
  const add = (name: string, of: { Override: boolean } | undefined, value: string) => {
    if (of) additions.push({ name, value, override: of.Override });
  };
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } = config;
  const { StrictTransportSecurity: transport, XSSProtection: xss } = config;
  add('content-security-policy', ContentSecurityPolicy, ContentSecurityPolicy?.ContentSecurityPolicy ?? '');
  add('x-content-type-options', ContentTypeOptions, 'nosniff');
  add('x-frame-options', FrameOptions, FrameOptions?.FrameOption ?? '');
  add('referrer-policy', ReferrerPolicy, ReferrerPolicy?.ReferrerPolicy ?? '');
  const parts = [`max-age=${transport?.AccessControlMaxAgeSec}`];
  if (transport?.IncludeSubdomains) parts.push('includeSubDomains');
  if (transport?.Preload) parts.push('preload');
  add('strict-transport-security', transport, parts.join('; '));
  add('x-xss-protection', xss, xss?.Protection ? (xss.ModeBlock ? '1; mode=block' : '1') : '0');
  return additions;
};

const corsHeaders = (
  config: NonNullable<ResponseHeadersPolicy['CorsConfig']>,
  origin: string,
  preflight: boolean,
): Addition[] => {
  const origins = config.AccessControlAllowOrigins.Items;
  const any = origins.includes('*');
  if (!any && !origins.includes(origin)) return [];
  const values: Record<string, string | undefined> = {
    'access-control-allow-origin': any ? '*' : origin,
    vary: any ? undefined : 'Origin',
    'access-control-allow-credentials': config.AccessControlAllowCredentials ? 'true' : undefined,
    'access-control-expose-headers': config.AccessControlExposeHeaders?.Items.join(', '),
  };
  if (preflight) {
    values['access-control-allow-methods'] = config.AccessControlAllowMethods.Items.join(', ');
    values['access-control-allow-headers'] = config.AccessControlAllowHeaders.Items.join(', ');
    values['access-control-max-age'] = config.AccessControlMaxAgeSec?.toString();
  }
  return Object.entries(values).flatMap(([name, value]) =>
    value ? [{ name, value, override: config.OriginOverride }] : [],
  );
};

/** `viewer`: the request of the browser; CORS headers are only for requests that name an origin. */
export const applyResponseHeaders = (
  policy: ResponseHeadersPolicy,
  headers: Headers,
  viewer: { method: string; origin: string | undefined },
): Headers => {
  const result: Headers = { ...headers };
  for (const { Header } of policy.RemoveHeadersConfig?.Items ?? []) delete result[Header.toLowerCase()];
  const additions = [
    ...(policy.SecurityHeadersConfig ? securityHeaders(policy.SecurityHeadersConfig) : []),
    ...(policy.CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }) => ({
      name: Header.toLowerCase(),
      value: Value,
      override: Override,
    })),
    ...(policy.CorsConfig && viewer.origin
      ? corsHeaders(policy.CorsConfig, viewer.origin, viewer.method === 'OPTIONS')
      : []),
  ];
  for (const { name, value, override } of additions) if (override || !(name in result)) result[name] = value;
  return result;
};
