/** The parts of an authorization-code login with PKCE (RFC 7636, S256) that every way of logging in shares. */
import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { API_ANSWER_MS } from '../../lib/limits.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { oneLine } from '../printable.ts';
import { isLoopback } from './is-loopback.ts';

const SCOPES = 'openid maps:read maps:write albums:read albums:write';
/** Asks for a refresh token as well (OpenID Connect Core, section 11). */
export const OFFLINE = 'offline_access';

const Discovery = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
/** What a header may hold. */
export const TOKEN = /^[\x21-\x7e]+$/;
const TokenAnswer = z.object({
  access_token: z.string().regex(TOKEN),
  expires_in: z.number().positive().default(300),
  refresh_token: z.string().optional(),
});
/** No access token lives longer; a time far beyond it could not even be written down. */
const LONGEST_SECONDS = 365 * 24 * 3600;
/** `expiresAt` in epoch seconds. */
export type Token = { accessToken: string; expiresAt: number; refreshToken?: string };
export type Endpoints = z.infer<typeof Discovery>;
export type LoginRequest = { clientId: string; redirectUri: string; audience: string; scope?: string };
export type LoginAttempt = { url: URL; state: string; verifier: string; redirectUri: string; clientId: string };

/** The issuer has answered, and the answer is no; asking again changes nothing. */
export class RefusedByIssuer extends CommandError {}

export const loginError = (message: string, cause?: unknown) =>
  Object.assign(new CommandError(EXIT.unreachable, `The login failed: ${message}`), { cause });

const ISSUER_REMEDY = 'Check your network; else whoever deployed the platform must set the right --issuer.';
const AGAIN = 'Run `tessera login` again and allow it there.';

export async function discover(issuer: string): Promise<Endpoints> {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(API_ANSWER_MS) }).catch((cause) => {
    throw loginError(`the issuer ${issuer}, which the platform names, does not answer. ${ISSUER_REMEDY}`, cause);
  });
  const parsed = Discovery.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw loginError(`${url} is no OpenID Connect configuration. ${ISSUER_REMEDY}`);
  for (const endpoint of Object.values(parsed.data)) {
    if (!mayBeOpened(endpoint))
      throw loginError(
        `${url} names ${endpoint}, and only https, or http on this machine, is opened. ${ISSUER_REMEDY}`,
      );
  }
  return parsed.data;
}

/** A browser and a desktop open other schemes, too: files, programs, calls. */
const mayBeOpened = (endpoint: string) => {
  const { protocol, hostname } = new URL(endpoint);
  // As an address to go to, 0.0.0.0 is this machine, too.
  return protocol === 'https:' || (protocol === 'http:' && (isLoopback(endpoint) || hostname === '0.0.0.0'));
};

export function startLogin(
  { authorization_endpoint }: Endpoints,
  { clientId, redirectUri, audience, scope }: LoginRequest,
): LoginAttempt {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const url = new URL(authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scope ? `${SCOPES} ${scope}` : SCOPES,
    audience,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url, state, verifier, redirectUri, clientId };
}

/** Refusals carry the state as well (RFC 6749, 4.1.2.1). */
export const answers = (callback: URL, { state }: LoginAttempt) => callback.searchParams.get('state') === state;

/** The code that the issuer sent to the redirect address, or an error that says what it said. */
export function codeFrom(callback: URL, attempt: LoginAttempt): string {
  const answer = callback.searchParams;
  if (!answers(callback, attempt)) throw loginError('the answer belongs to another attempt. Try again.');
  const refused = answer.get('error');
  if (refused) {
    const why = answer.get('error_description');
    throw loginError(`the issuer said ${refused}${why ? ` (${oneLine(why)})` : ''}. ${AGAIN}`);
  }
  const code = answer.get('code');
  if (!code) throw loginError('the issuer sent no code. Run `tessera login` again.');
  return code;
}

export const exchangeCode = (endpoints: Endpoints, attempt: LoginAttempt, code: string): Promise<Token> =>
  requestToken(endpoints, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: attempt.redirectUri,
    client_id: attempt.clientId,
    code_verifier: attempt.verifier,
  });

export const refresh = (endpoints: Endpoints, clientId: string, refreshToken: string): Promise<Token> =>
  requestToken(endpoints, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });

async function requestToken({ token_endpoint }: Endpoints, form: Record<string, string>): Promise<Token> {
  const signal = AbortSignal.timeout(API_ANSWER_MS);
  const response = await fetch(token_endpoint, { method: 'POST', body: new URLSearchParams(form), signal }).catch(
    (cause) => {
      throw loginError(`${token_endpoint} does not answer.`, cause);
    },
  );
  const body = await response.json().catch(() => undefined);
  const parsed = TokenAnswer.safeParse(body);
  if (!response.ok || !parsed.success) {
    const words = [body?.error_description, body?.error].find((each) => typeof each === 'string' && each !== '');
    const noToken = response.ok ? ' without a token that can be used' : '';
    const said = loginError(oneLine(words ?? `the issuer answered ${response.status}${noToken}.`));
    // RFC 6749, 5.2: refusals are 400 or 401. A 429, a 5xx or a proxy's page says nothing about the login.
    const refused = [400, 401, 403].includes(response.status) && typeof body?.error === 'string';
    throw refused ? new RefusedByIssuer(said.exitCode, said.message) : said;
  }
  const { access_token, expires_in, refresh_token } = parsed.data;
  return {
    accessToken: access_token,
    expiresAt: Date.now() / 1000 + Math.min(expires_in, LONGEST_SECONDS),
    refreshToken: refresh_token,
  };
}
