/**
 * Logs in at the development issuer of a platform on this machine, which lets the first user in without asking: the same
 * code flow as in a browser, its redirects and cookies followed by hand.
 */
import { API_ANSWER_MS } from '../../lib/limits.ts';
import { codeFrom, discover, exchangeCode, loginError, startLogin, type Token } from './pkce.ts';

const CLIENT = 'tessera-cli';
/** Registered with any port; nothing listens there, because the last redirect is read and not followed. */
const REDIRECT_URI = 'http://127.0.0.1:1/callback';
/** An interaction is about five redirects. */
const MOST_REDIRECTS = 15;

export async function developmentLogin(issuer: string, audience: string): Promise<Token> {
  const endpoints = await discover(issuer);
  const attempt = startLogin(endpoints, { clientId: CLIENT, redirectUri: REDIRECT_URI, audience });
  const cookies = new Map<string, string>();
  let url = attempt.url;
  for (let i = 0; i < MOST_REDIRECTS; i++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
      signal: AbortSignal.timeout(API_ANSWER_MS),
    }).catch((cause) => {
      throw loginError(`${url.origin} does not answer.`, cause);
    });
    await response.body?.cancel();
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw loginError(`${url.pathname} answered ${response.status} instead of going on.`);
    url = new URL(location, url);
    if (url.href.startsWith(REDIRECT_URI)) return exchangeCode(endpoints, attempt, codeFrom(url, attempt));
  }
  throw loginError(`${issuer} redirects without end.`);
}
