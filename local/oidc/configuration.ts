/** How oidc-provider is set up: two public clients with PKCE, JWT access tokens for one API, nobody asked anything. */
import type Provider from 'oidc-provider';
import { type Context, interactionPolicy } from 'oidc-provider';
import type { Keys } from './keys.ts';
import { errorPage, loggedOutPage, logoutPage } from './pages.ts';
import { type User, wantedUser } from './users.ts';

const HOUR = 3600;
const FORTNIGHT = 14 * 24 * HOUR;

export type Setup = {
  users: User[];
  /** Scopes of the API; every user may have them all. */
  scopes: string[];
  /** `aud` of the access tokens. */
  audience: string;
  /** Where `tessera-web` may return to: `/callback` of the edge. Their origins may call the token endpoint. */
  redirectUris: string[];
};

export const configuration = (
  { users, scopes, audience, redirectUris }: Setup,
  keys: Keys,
  path: string,
  adapter: (model: string) => object,
  provider: () => Provider,
) => {
  // A resource indicator must be an absolute URI (RFC 8707); the audience in the token is the plain word.
  const resource = `urn:${audience}`;
  const origins = redirectUris.map((uri) => new URL(uri).origin);
  const oidcScopes = ['openid', 'profile', 'offline_access'];
  const publicClient = {
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
  return {
    adapter,
    jwks: { keys: [keys.signing] },
    // Cookies know no ports: names and path of our own, because every server on 127.0.0.1 gets them.
    cookies: {
      keys: keys.cookies,
      names: {
        session: 'tessera_oidc_session',
        interaction: 'tessera_oidc_interaction',
        resume: 'tessera_oidc_resume',
      },
      long: { path, signed: true, httpOnly: true, sameSite: 'lax' },
    },
    clients: [
      {
        ...publicClient,
        client_id: 'tessera-web',
        redirect_uris: redirectUris,
        post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
      },
      {
        ...publicClient,
        client_id: 'tessera-cli',
        // Native: any port of a loopback address is allowed (RFC 8252, 7.3).
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
      },
    ],
    scopes: oidcScopes,
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context: Context, id: string) => {
      const user = users.find((known) => known.id === id);
      return user && { accountId: id, claims: () => ({ sub: id, name: user.name }) };
    },
    issueRefreshToken: () => true,
    clientBasedCORS: (_context: Context, origin: string) => origins.includes(origin),
    ttl: {
      AuthorizationCode: 60,
      AccessToken: HOUR,
      IdToken: HOUR,
      Interaction: 600,
      RefreshToken: FORTNIGHT,
      Grant: FORTNIGHT,
      Session: FORTNIGHT,
    },
    interactions: {
      policy: policy(users),
      url: (_context: Context, { uid }: { uid: string }) => `${path}/login/${uid}`,
    },
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new (provider().Grant)({ clientId: oidc.client.clientId, accountId: oidc.session.accountId! });
      grant.addOIDCScope(oidcScopes.join(' '));
      grant.addResourceScope(resource, scopes.join(' '));
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: Context, form: string) => show(context, logoutPage(form)),
        postLogoutSuccessSource: (context: Context) => show(context, loggedOutPage()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(' '),
          audience,
          accessTokenTTL: HOUR,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    renderError: (context: Context, out: object) => show(context, errorPage(out)),
  };
};

const show = (context: Context, html: string) => {
  context.type = 'html';
  context.body = html;
};

/** Nobody consents to anything; a session of somebody else than the wanted user logs in anew. */
const policy = (users: User[]) => {
  const prompts = interactionPolicy.base();
  const isOther = ({ req, oidc }: Context) =>
    oidc.session.accountId !== wantedUser(users, req, oidc.params?.login_hint).id;
  prompts.get('login').checks.add(new interactionPolicy.Check('other_user', 'another user is wanted', isOther));
  prompts.get('consent').checks.clear();
  return prompts;
};
