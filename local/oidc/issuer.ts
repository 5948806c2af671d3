/**
 * A development OIDC issuer, so that login, PKCE, JWKS, expiry and audience are real on a laptop; in an account an identity
 * provider serves. The first user is logged in at once without a form, `{issuer}/switch` lets one become another.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import Provider from 'oidc-provider';
import { readBody } from '../read-body.ts';
import type { Service } from '../service.ts';
import { configuration, type Setup } from './configuration.ts';
import { loadKeys, publicKeys } from './keys.ts';
import { switchedPage, switchPage } from './pages.ts';
import { openStore } from './store.ts';
import { userCookie, wantedUser } from './users.ts';

export type IssuerOptions = Setup & {
  /** Keeps the keys and the refresh tokens. */
  directory: string;
  /** URL of the issuer; all its pages lie under the URL's path. */
  issuer: string;
};
export type Issuer = Service & { jwks(): JSONWebKeySet };

export const createIssuer = async (options: IssuerOptions): Promise<Issuer> => {
  const { users, issuer, directory } = options;
  const { pathname: path, origin } = new URL(issuer);
  const keys = await loadKeys(directory);
  const store = await openStore(directory);
  const provider: Provider = new Provider(
    issuer,
    configuration(options, keys, path, store.adapter, () => provider),
  );
  letComeBackToCommands(provider);
  const serve = provider.callback();

  const logIn = async (request: IncomingMessage, response: ServerResponse) => {
    const { params } = await provider.interactionDetails(request, response);
    const { id } = wantedUser(users, request, params.login_hint);
    const result = { login: { accountId: id }, consent: {} };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };

  const switchUser = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
    if (request.method !== 'POST') {
      const suggested = users.find(({ id }) => id === url.searchParams.get('user'));
      response.writeHead(200, html).end(switchPage(users, wantedUser(users, request, undefined), suggested));
      return;
    }
    const form = new URLSearchParams((await readBody(request, 1024))?.toString());
    const user = users.find(({ id }) => id === form.get('user'));
    // A browser names the page that sent the form: another site's form is refused.
    if (request.headers.origin !== origin) {
      response.writeHead(403, html).end('This form belongs to another site.');
    } else if (!user) {
      response.writeHead(400, html).end(`Choose one of: ${users.map(({ id }) => id).join(', ')}.`);
    } else {
      response.writeHead(200, { ...html, 'set-cookie': userCookie(user, path) }).end(switchedPage(user));
    }
  };

  return {
    jwks: () => publicKeys(keys),
    handle: async (request, response) => {
      const url = new URL(request.url ?? '/', origin);
      const inside = url.pathname.slice(path.length);
      if (inside === '/switch') return switchUser(request, response, url);
      if (inside.startsWith('/login/')) {
        return logIn(request, response).catch(() => {
          response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
          response.end('This login has expired or was started in another browser. Go back and log in again.');
        });
      }
      // As a mount does: oidc-provider finds its prefix by comparing the two.
      Object.assign(request, { originalUrl: request.url, url: request.url?.slice(path.length) || '/' });
      return serve(request, response);
    },
    close: store.close,
  };
};

/** As every issuer must (README): the one client of pages and commands may return to any loopback port, too (RFC 8252, 7.3). */
function letComeBackToCommands({ Client: { prototype } }: Provider): void {
  const { redirectUriAllowed } = prototype;
  prototype.redirectUriAllowed = function (uri) {
    return redirectUriAllowed.call(this, uri) || /^http:\/\/127\.0\.0\.1(:\d{1,5})?\/callback$/.test(uri);
  };
}
