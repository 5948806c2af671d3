import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from './errors.ts';
import type { CorsRule } from './store/buckets.ts';

/** A pattern with at most one `*`, as S3 allows. */
function fits(pattern: string, value: string): boolean {
  const [head, tail] = pattern.split('*', 2) as [string, string | undefined];
  if (tail === undefined) return value === pattern;
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}

const headerList = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);

/** The headers that the first matching rule gives; undefined when no rule allows it. */
function allow(rules: CorsRule[], origin: string, method: string, requested: string[]) {
  for (const rule of rules) {
    const pattern = rule.AllowedOrigins.find((allowed) => fits(allowed, origin));
    const allowsHeaders = requested.every((name) =>
      rule.AllowedHeaders?.some((allowed) => fits(allowed.toLowerCase(), name)),
    );
    if (pattern === undefined || !rule.AllowedMethods.includes(method) || !allowsHeaders) continue;
    const headers: Record<string, string> = {
      'access-control-allow-origin': pattern === '*' ? '*' : origin,
      'access-control-allow-methods': rule.AllowedMethods.join(', '),
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    };
    if (pattern !== '*') headers['access-control-allow-credentials'] = 'true';
    if (requested.length > 0) headers['access-control-allow-headers'] = requested.join(', ');
    if (rule.ExposedHeaders?.length) headers['access-control-expose-headers'] = rule.ExposedHeaders.join(', ');
    if (rule.MaxAge !== undefined) headers['access-control-max-age'] = String(rule.MaxAge);
    return headers;
  }
  return undefined;
}

/**
 * The headers of an answer to a request with an Origin, whatever its status; none when no rule fits. As in S3 a request
 * that names a method, like a preflight, is judged by that one.
 */
export function corsHeaders(rules: CorsRule[], method: string, headers: IncomingHttpHeaders): Record<string, string> {
  const { origin } = headers;
  return (origin && allow(rules, origin, headers['access-control-request-method'] ?? method, [])) || {};
}

/** The answer to a preflight. Throws AccessForbidden when no rule allows what it asks for. */
export function preflight(rules: CorsRule[], headers: IncomingHttpHeaders): Record<string, string> {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  if (!origin || !method)
    throw new S3Error(
      'BadRequest',
      400,
      'Insufficient information. Origin and Access-Control-Request-Method are needed.',
    );
  const allowed = allow(rules, origin, method, headerList(headers['access-control-request-headers']));
  if (allowed) return allowed;
  throw new S3Error(
    'AccessForbidden',
    403,
    rules.length === 0
      ? 'CORSResponse: CORS is not enabled for this bucket.'
      : 'CORSResponse: This CORS request is not allowed. Look at the AllowedOrigins, AllowedMethods and AllowedHeaders of the bucket.',
  );
}
