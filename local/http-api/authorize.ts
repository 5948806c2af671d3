/**
 * The JWT authorizer of an HTTP API (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html):
 * RSA signatures only, `iss`, `aud` or else `client_id`, `exp`, `nbf`, and any one of the route's scopes.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';

export type Authorization = { claims: Record<string, string>; scopes: string[] | null };
export type Refusal = { status: 401 | 403; challenge: string };
export type Issuer = { issuer: string; audience: string[]; jwks: () => Promise<JSONWebKeySet> };

const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** Checks the value of the header `Authorization` against the scopes of the route. */
export const createAuthorizer = ({ issuer, audience, jwks }: Issuer) => {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined;

  const verify = async (token: string, freshKeys: boolean): Promise<JWTPayload> => {
    if (!keys || freshKeys) keys = createLocalJWKSet(await jwks());
    try {
      return (await jwtVerify(token, keys, { issuer, algorithms: ALGORITHMS, requiredClaims: ['exp'] })).payload;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && !freshKeys) return verify(token, true);
      throw error;
    }
  };

  return async (header: string | undefined, scopes: string[]): Promise<Authorization | Refusal> => {
    const token = header?.replace(/^bearer\s+/i, '').trim();
    if (!token) return { status: 401, challenge: 'Bearer' };
    let payload: JWTPayload;
    try {
      payload = await verify(token, false);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return { status: 401, challenge: invalid(error.message) };
    }
    const meant = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
    if (!meant.some((value) => audience.includes(String(value)))) {
      return { status: 401, challenge: invalid('the token has an invalid audience') };
    }
    const held = scopesOf(payload);
    if (scopes.length > 0 && !scopes.some((scope) => held.includes(scope))) {
      const description = 'error_description="the token does not have the required scopes"';
      return { status: 403, challenge: `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" ${description}` };
    }
    return {
      claims: claimsOf(payload),
      scopes: scopes.length > 0 ? scopes.filter((scope) => held.includes(scope)) : null,
    };
  };
};

const invalid = (why: string) =>
  `Bearer scope="" error="invalid_token" error_description="${why.replaceAll('"', "'")}"`;

const scopesOf = (payload: JWTPayload): string[] => {
  const scope = payload.scope ?? payload.scp ?? '';
  return Array.isArray(scope) ? scope.map(String) : String(scope).split(' ');
};

/** API Gateway hands every claim over as text; a list becomes `[a b]`. */
const claimsOf = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
