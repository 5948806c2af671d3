import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { forbidden, TesseraError, unavailable } from './errors.ts';

/** Who asks: the token's subject owns what it makes. */
export type Caller = { sub: string; scopes: string[] };

/** OpenID Connect Core 1.0, section 2: a longer subject is none. Rows are found by it, and DynamoDB takes no key of 2,048 bytes. */
const SUBJECT_CHARACTERS = 255;

/** Of a token that the API's authorizer or `tokenVerifier` has verified. Issuers name scopes `scope` or `scp`. */
export function callerOf(claims: Record<string, unknown>): Caller {
  const { sub, scope, scp } = claims;
  if (typeof sub !== 'string' || sub === '') throw unauthorized('The token names nobody (claim sub). Log in again.');
  if (sub.length > SUBJECT_CHARACTERS) {
    const message = `The token's subject (claim sub) has ${sub.length} characters, ${SUBJECT_CHARACTERS} are the most. Log in with another account.`;
    throw unauthorized(message);
  }
  return { sub, scopes: [...scopesOf(scope), ...scopesOf(scp)] };
}

function scopesOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((scope) => typeof scope === 'string');
  return typeof claim === 'string' ? claim.split(' ') : [];
}

const unauthorized = (message: string) => new TesseraError('unauthorized', 401, message);

export type TokenVerifier = (authorization: string) => Promise<Caller>;

/**
 * Verifies `Bearer` tokens on routes that also answer without one (public maps), where API Gateway's authorizer cannot
 * stand. Keys are found by the issuer's discovery document and kept by `jose` (it asks again when an unknown key shows up).
 * @throws TesseraError 401 when the token is not good, 403 without the scope, 503 when the issuer does not answer.
 */
export function tokenVerifier(expected: { issuer: string; audience: string; scope: string }): TokenVerifier {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  return async (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw unauthorized('The Authorization header must be "Bearer" and an access token.');
    // A failed discovery is not kept: the next request asks again.
    keys ??= discoverKeys(expected.issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const caller = callerOf(await verifiedClaims(token, await keys, expected));
    if (!caller.scopes.includes(expected.scope)) {
      throw forbidden(`The token lacks the scope ${expected.scope}. Log in again and grant it.`);
    }
    return caller;
  };
}

const Discovery = z.object({ jwks_uri: z.url() });

async function discoverKeys(issuer: string) {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return createRemoteJWKSet(new URL(Discovery.parse(await response.json()).jwks_uri));
  } catch (cause) {
    throw issuerSilent(cause);
  }
}

const issuerSilent = (cause: unknown) =>
  unavailable('The login service does not answer, so your token cannot be checked. Try again soon.', cause);

/** What `jose` finds wrong with a token itself; anything else it throws is about fetching the issuer's keys. */
const TOKEN_ERRORS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

async function verifiedClaims(
  token: string,
  keys: ReturnType<typeof createRemoteJWKSet>,
  { issuer, audience }: { issuer: string; audience: string },
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, { issuer, audience, requiredClaims: ['exp'] })).payload;
  } catch (error) {
    if (!TOKEN_ERRORS.some((kind) => error instanceof kind)) throw issuerSilent(error);
    throw unauthorized(`The token is not valid (${(error as Error).message}). Log in again.`);
  }
}
