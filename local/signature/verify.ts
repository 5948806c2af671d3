/** Verifies AWS Signature Version 4, in the Authorization header or in the query of a presigned URL. */
import { type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Credentials, Principal } from '../service.ts';
import { ALGORITHM, type Authorization, queryOf, readAuthorization, type SignedRequest } from './authorization.ts';
import { canonicalRequest } from './canonical.ts';
import { refuse, SignatureError } from './errors.ts';
import { hmac, scopeText, sha256Hex, signingKey } from './key.ts';

/** Clocks may differ by 15 minutes (S3 and IAM documentation). */
const SKEW_MS = 15 * 60_000;

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

export type Verified = {
  principal: Principal;
  accessKeyId: string;
  presigned: boolean;
  /** What the body must be: its SHA-256 in hex, `UNSIGNED-PAYLOAD` or `STREAMING-…`. */
  payload: string;
  signature: string;
  /** With `time` and `scope`, what the signatures of a body's chunks are checked with (`chunks.ts`). */
  signingKey: KeyObject;
  time: string;
  scope: string;
};

/** Names the key and the service a request is signed for, without checking anything; undefined when it is not signed. */
export function scopeOf(
  request: SignedRequest,
): Pick<Authorization, 'accessKeyId' | 'date' | 'region' | 'service' | 'presigned'> | undefined {
  try {
    return readAuthorization(request);
  } catch {
    return undefined;
  }
}

/**
 * Who signed `request`. `bodySha256` (hex) is the body's hash: needed by every service but S3, which reads it from
 * `x-amz-content-sha256` and compares the body itself. `region`, when given, must be the scope's.
 * Throws SignatureError with the service's own code and status.
 */
export function verifySignature(
  request: SignedRequest,
  options: { credentials: Credentials; service: string; region?: string; now?: Date; bodySha256?: string },
): Verified {
  const { service } = options;
  const authorization = readAuthorization(request);
  if (!authorization) throw refuse(service, 'missing');
  const { accessKeyId, presigned, signature, time, signedHeaders } = authorization;
  checkScope(authorization, service, options.region);
  const known = options.credentials(accessKeyId);
  if (!known) throw refuse(service, 'unknownKey');
  checkTime(authorization, service, options.now ?? new Date());
  checkHeaders(request, authorization, service);

  const payload = payloadOf(request, authorization, options.bodySha256);
  const scope = scopeText(authorization);
  const key = signingKey(known.secret, authorization);
  const canonical = sha256Hex(canonicalOrRefuse(request, signedHeaders, service, payload));
  const expected = hmac(key, [ALGORITHM, time, scope, canonical].join('\n'));
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refuse(service, 'mismatch');
  return { principal: known.principal, accessKeyId, presigned, payload, signature, signingKey: key, time, scope };
}

function canonicalOrRefuse(...parts: Parameters<typeof canonicalRequest>): string {
  try {
    return canonicalRequest(...parts);
  } catch {
    throw new SignatureError('InvalidURI', 400, "Couldn't parse the specified URI.");
  }
}

/** S3 has a code of its own for what stands in a presigned URL. */
const malformed = ({ presigned }: Authorization, service: string, detail: string) =>
  refuse(service, presigned && service === 's3' ? 'malformedQuery' : 'malformedHeader', detail);

function checkScope(authorization: Authorization, service: string, region: string | undefined) {
  if (authorization.service !== service)
    throw malformed(authorization, service, `The service '${authorization.service}' is wrong; expecting '${service}'.`);
  if (region !== undefined && authorization.region !== region)
    throw malformed(authorization, service, `The region '${authorization.region}' is wrong; expecting '${region}'.`);
}

function checkTime(authorization: Authorization, service: string, now: Date) {
  const { time, date, expires } = authorization;
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(at)) throw malformed(authorization, service, 'X-Amz-Date must be like 20130524T000000Z.');
  if (!time.startsWith(date))
    throw malformed(authorization, service, `The scope's date ${date} is not the day of X-Amz-Date ${time}.`);
  const age = now.getTime() - at;
  if (expires === undefined) {
    if (Math.abs(age) > SKEW_MS) throw refuse(service, 'skewed');
  } else if (age > expires * 1000 || expires === 0)
    throw new SignatureError('AccessDenied', 403, 'Request has expired');
  else if (age < -SKEW_MS) throw new SignatureError('AccessDenied', 403, 'Request is not valid yet');
}

/** `host` is always signed; S3 also wants every `x-amz-` header signed, or a stranger could add one to a presigned URL. */
function checkHeaders(request: SignedRequest, authorization: Authorization, service: string) {
  const signed = new Set(authorization.signedHeaders);
  if (!signed.has('host')) throw malformed(authorization, service, 'The host header must be signed.');
  if (service !== 's3') return;
  const loose = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (loose.length > 0 && !(loose.length === 1 && loose[0] === 'x-amz-content-sha256'))
    throw new SignatureError(
      'AccessDenied',
      403,
      `There were headers present in the request which were not signed: ${loose.join(', ')}`,
    );
}

function payloadOf(
  request: SignedRequest,
  { presigned, service }: Authorization,
  bodySha256: string | undefined,
): string {
  if (service !== 's3') {
    if (bodySha256 === undefined) throw new TypeError(`verifySignature for ${service} needs bodySha256.`);
    return bodySha256;
  }
  const header = request.headers['x-amz-content-sha256'];
  if (typeof header === 'string') return header;
  if (presigned) return queryOf(request).get('X-Amz-Content-Sha256') ?? UNSIGNED_PAYLOAD;
  throw new SignatureError('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
}
