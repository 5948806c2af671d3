/**
 * Where a command gets its access token: TESSERA_TOKEN, else the stored login (refreshed when it ends), else, for a
 * platform with a development issuer on this machine, a fresh development token. None of them: the public API.
 */
import { type ClientConfig, createClient } from '../../client/client.ts';
import { CommandError, EXIT } from '../command-error.ts';
import { developmentLogin } from './development-login.ts';
import { discover, refresh, type Token } from './pkce.ts';
import { storedToken, storeToken } from './token-store.ts';

/** A token that ends this soon is replaced before it is used. */
const SPARE_SECONDS = 60;

export const isLoopback = (url: string) => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
export const isDevelopment = (url: string, config: ClientConfig) => isLoopback(url) && isLoopback(config.issuer);

/** `url`: the platform. The answer is kept for as long as the process lives and the token is good. */
export function createTokenSource(url: string, env: NodeJS.ProcessEnv): () => Promise<string | undefined> {
  let current: Promise<Token | undefined> | undefined;
  return async () => {
    if (env.TESSERA_TOKEN) return env.TESSERA_TOKEN;
    const known = await current;
    if (!known || !isFresh(known)) current = obtain(url, env);
    return (await current)?.accessToken;
  };
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

/** What the issuer says of a refresh token that is too old (`invalid_grant`) helps nobody. */
async function renew({ issuer, client_id }: ClientConfig, token: string, origin: string): Promise<Token> {
  const endpoints = await discover(issuer);
  return refresh(endpoints, client_id, token).catch((error) => {
    const sentence = `Your login at ${origin} has ended and could not be renewed. Run \`tessera login --url ${origin}\`.`;
    throw Object.assign(new CommandError(EXIT.unreachable, sentence), { cause: error });
  });
}
