/**
 * Where a command gets its access token: TESSERA_TOKEN, else the stored login (refreshed when it ends), else, for a
 * platform with a development issuer on this machine, a fresh development token. None of them: the public API.
 */
import { ApiError } from '../../client/api-error.ts';
import { createClient } from '../../client/client.ts';
import type { ClientConfig } from '../../client/map-client.ts';
import { CommandError, EXIT, usageError } from '../command-error.ts';
import { developmentLogin } from './development-login.ts';
import { isLoopback } from './is-loopback.ts';
import { discover, RefusedByIssuer, refresh, TOKEN, type Token } from './pkce.ts';
import { storedToken, storeToken } from './token-store.ts';

/** A token that ends this soon is replaced before it is used. */
const SPARE_SECONDS = 60;

export const isDevelopment = (url: string, config: ClientConfig) => isLoopback(url) && isLoopback(config.issuer);

/** `url`: the platform. The answer is kept for as long as the process lives and the token is good. */
export function createTokenSource(url: string, env: NodeJS.ProcessEnv): () => Promise<string | undefined> {
  let known: Token | undefined;
  let asked: Promise<Token | undefined> | undefined;
  return async () => {
    const given = env.TESSERA_TOKEN?.trim();
    if (given) return asHeader(given);
    if (known && isFresh(known)) return known.accessToken;
    // A refresh token may be good for one use only: calls at the same time share it. What fails is asked for anew.
    asked ??= obtain(url, env).finally(() => {
      asked = undefined;
    });
    known = await asked;
    return known?.accessToken;
  };
}

/** What no header may hold is no token, and would look like a platform that does not answer. */
function asHeader(token: string): string {
  if (TOKEN.test(token)) return token;
  throw usageError(
    'TESSERA_TOKEN holds what no token has: a space, a line end or a letter outside ASCII. Set it anew, or unset it and run `tessera login`.',
  );
}

const isFresh = ({ expiresAt }: Token) => expiresAt > Date.now() / 1000 + SPARE_SECONDS;

async function obtain(url: string, env: NodeJS.ProcessEnv): Promise<Token | undefined> {
  const { origin } = new URL(url);
  const stored = await storedToken(env, origin);
  if (stored && isFresh(stored)) return stored;
  if (!stored?.refreshToken && !isLoopback(url)) return undefined;
  const config = await createClient({ baseUrl: url }).config();
  if (isDevelopment(url, config)) return developmentLogin(config.issuer, config.audience);
  if (!stored?.refreshToken) return undefined;
  const renewed = await renew(config, stored.refreshToken, origin);
  const token = { ...renewed, refreshToken: renewed.refreshToken ?? stored.refreshToken };
  await storeToken(env, origin, token);
  return token;
}

/**
 * @throws CommandError when the issuer refuses: what it says of a refresh token that is too old (`invalid_grant`) helps nobody
 * @throws ApiError (status 0) when it does not answer: the login is as good as before, and the call worth another attempt
 */
async function renew({ issuer, client_id }: ClientConfig, token: string, origin: string): Promise<Token> {
  try {
    return await refresh(await discover(issuer), client_id, token);
  } catch (cause) {
    if (cause instanceof RefusedByIssuer) {
      const sentence = `Your login at ${origin} has ended and could not be renewed. Run \`tessera login --url ${origin}\`.`;
      throw Object.assign(new CommandError(EXIT.unreachable, sentence), { cause });
    }
    if (!(cause instanceof CommandError)) throw cause;
    const sentence = `Your login at ${origin} could not be renewed just now: its issuer ${issuer} does not answer as it should.`;
    throw new ApiError(0, 'issuer_unreachable', `${sentence} Check your network; the same command may work later.`, {
      cause,
    });
  }
}
