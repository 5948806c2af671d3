/** Authorization code with PKCE, by oidc-client-ts. Loaded only when it is needed. */
import { ErrorResponse, type User, UserManager } from 'oidc-client-ts';
import { text } from '../text/en.ts';
import { loginConfig } from './config.ts';
import { returnTo } from './return-to.ts';

/** A token that ends sooner is renewed first: it must live longer than the slowest answer (30 s, HTTP API). */
const RENEW_BELOW_SECONDS = 60;
/** What an issuer answers of itself, not of the login (RFC 6749, 4.1.2.1). */
const PASSING = new Set(['server_error', 'temporarily_unavailable']);
const SCOPES = 'openid profile maps:read maps:write albums:read albums:write';

let made: Promise<UserManager> | undefined;

function manager(): Promise<UserManager> {
  made ??= loginConfig().then(
    ({ issuer, client_id, audience }) =>
      new UserManager({
        authority: issuer,
        client_id,
        redirect_uri: `${location.origin}/callback`,
        // Some issuers choose the API of an access token by this name (Auth0), others ignore it.
        extraQueryParams: { audience },
        automaticSilentRenew: false,
      }),
  );
  made.catch(() => {
    made = undefined;
  });
  return made;
}

export async function leaveForIssuer(returnTo: string): Promise<void> {
  // PKCE hashes with Web Crypto, which browsers give to HTTPS and to this machine's own addresses only.
  if (!isSecureContext) throw new Error(text.insecureLogin);
  const users = await manager();
  // Only some issuers have refresh tokens by this scope, and others refuse what they do not know (Cognito).
  const { scopes_supported: known } = await users.metadataService.getMetadata();
  const scope = known?.includes('offline_access') ? `${SCOPES} offline_access` : SCOPES;
  await users.signinRedirect({ scope, state: returnTo });
}

export async function returnFromIssuer(): Promise<{ name: string; returnTo: string }> {
  const users = await manager();
  const user = await users.signinRedirectCallback().catch((error) => {
    // What oidc-client-ts says of a way back whose beginning it does not find.
    throw /no (matching )?state/i.test(error.message) ? new Error(text.signInLost) : error;
  });
  const { name, preferred_username, sub } = user.profile;
  return { name: name ?? preferred_username ?? sub, returnTo: returnTo(user.state) };
}

let renewal: Promise<User | null> | undefined;

/**
 * Whose tokens these are, renewed when they are about to end; null when the login has ended.
 * @throws Error when the issuer does not answer: nobody is signed out because a connection is not there
 */
export async function currentUser(): Promise<User | null> {
  const users = await manager();
  const user = await users.getUser();
  if (!user || (user.expires_in ?? Number.POSITIVE_INFINITY) > RENEW_BELOW_SECONDS) return user;
  if (!user.refresh_token) return user.expired ? null : user;
  // A refresh token may be good for one use only: calls at the same time share it.
  renewal ??= users
    .signinSilent()
    .catch((error) => {
      // Only the issuer's refusal ends the login; while it does not answer, the same call may work later.
      if (error instanceof ErrorResponse && !PASSING.has(error.error ?? '')) return null;
      if (!user.expired) return user;
      throw error;
    })
    .finally(() => {
      renewal = undefined;
    });
  return renewal;
}

/**
 * Forgets the tokens and ends the login at the issuer too, where it can be ended and the issuer answers. True when the page
 * is left for that; the issuer sends people back to the start page.
 */
export async function forgetUser(): Promise<boolean> {
  const users = await manager();
  const metadata = await users.metadataService.getMetadata().catch(() => undefined);
  if (metadata?.end_session_endpoint) {
    await users.signoutRedirect({ post_logout_redirect_uri: `${location.origin}/` });
    return true;
  }
  await users.removeUser();
  return false;
}
