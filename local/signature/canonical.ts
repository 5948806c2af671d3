/** The canonical request of Signature Version 4 (AWS documentation, "Create a signed AWS API request"). */
import { queryOf, type SignedRequest } from './authorization.ts';

/** RFC 3986: what encodeURIComponent leaves out is encoded too. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const encodePath = (path: string) => path.split('/').map(encode).join('/');

/** S3 encodes the path once (a key is bytes), the other services encode the path of the wire a second time. */
function canonicalPath(url: string, service: string): string {
  const path = url.split('?', 1)[0] || '/';
  return encodePath(service === 's3' ? decodeURIComponent(path) : path);
}

function canonicalQuery(request: SignedRequest): string {
  const pairs: [string, string][] = [];
  for (const [name, value] of queryOf(request))
    if (name !== 'X-Amz-Signature') pairs.push([encode(name), encode(value)]);
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

const headerValue = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ');

/**
 * `payload` is the last line: the hex SHA-256 of the body, UNSIGNED-PAYLOAD or STREAMING-…. Throws URIError when the
 * path holds a broken percent sign.
 */
export function canonicalRequest(
  request: SignedRequest,
  signedHeaders: string[],
  service: string,
  payload: string,
): string {
  return [
    request.method ?? 'GET',
    canonicalPath(request.url ?? '/', service),
    canonicalQuery(request),
    ...signedHeaders.map((name) => `${name}:${headerValue(request.headers[name])}`),
    '',
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}
