/** The development issuer of the small platform: it logs everybody in, and checks PKCE. */
import { createHash, randomBytes } from 'node:crypto';
import { Answer, type Call } from './fake-answers.fixture.ts';

type Route = [method: string, path: RegExp, (call: Call) => unknown];

/** @param faults.login logins are refused when false */
export function fakeIssuer(faults: { login: boolean }, origin: () => string) {
  const tokens = new Set<string>();
  const codes = new Map<string, string>();
  const routes: Route[] = [
    ['GET', /^\/_oidc\/\.well-known\/openid-configuration$/, discovery],
    ['GET', /^\/_oidc\/auth$/, startLogin],
    ['GET', /^\/_oidc\/interaction$/, finishLogin],
    ['POST', /^\/_oidc\/token$/, ({ body }) => exchange(new URLSearchParams(body.toString()))],
  ];

  function discovery() {
    return { authorization_endpoint: `${origin()}/_oidc/auth`, token_endpoint: `${origin()}/_oidc/token` };
  }

  function startLogin({ query }: Call) {
    if (!faults.login) {
      const refused = new URLSearchParams({ error: 'access_denied', state: query.get('state') ?? '' });
      throw new Answer(302, '', { location: `${query.get('redirect_uri')}?${refused}` });
    }
    const cookie = `_login=${encodeURIComponent(query.toString())}; Path=/_oidc; HttpOnly`;
    throw new Answer(303, '', { location: '/_oidc/interaction', 'set-cookie': cookie });
  }

  function finishLogin({ headers }: Call) {
    const asked = new URLSearchParams(decodeURIComponent(/_login=([^;]*)/.exec(headers.cookie ?? '')?.[1] ?? ''));
    const code = randomBytes(8).toString('hex');
    codes.set(code, asked.get('code_challenge') ?? '');
    const location = new URL(asked.get('redirect_uri') ?? origin());
    location.search = String(new URLSearchParams({ code, state: asked.get('state') ?? '' }));
    throw new Answer(302, '', { location: location.href });
  }

  function exchange(form: URLSearchParams) {
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (challenge !== codes.get(form.get('code') ?? '')) {
      throw new Answer(400, JSON.stringify({ error: 'invalid_grant', error_description: 'wrong verifier' }));
    }
    const access_token = `token-${randomBytes(8).toString('hex')}`;
    tokens.add(access_token);
    return { access_token, expires_in: 3600, token_type: 'Bearer' };
  }

  return { routes, tokens };
}
