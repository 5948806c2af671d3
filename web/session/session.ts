/**
 * Who is signed in. Tokens live in sessionStorage: they end with the tab. The OpenID Connect code is loaded when somebody
 * signs in or calls the API with a token, so that a visitor of a public map never pays for it.
 */
import { signal } from '@preact/signals';

const NAME = 'tessera.signed-in-as';
const SIGNED_OUT = 'tessera.signed-out';

export const signedInAs = signal<string | undefined>(sessionStorage.getItem(NAME) ?? undefined);
/** Why signing in did not work, for the page that shows it. */
export const signInError = signal<unknown>(undefined);

const flow = () => import('./login-flow.ts');

/** Access token for the API, renewed when it is about to end; undefined when nobody is signed in. */
export async function token(): Promise<string | undefined> {
  if (!signedInAs.peek()) return undefined;
  const user = await (await flow()).currentUser();
  if (!user) remember(undefined);
  return user?.access_token;
}

/** Leaves for the issuer's page and comes back to this address, or to the one given. */
export async function signIn(returnTo = location.pathname + location.search + location.hash): Promise<void> {
  signInError.value = undefined;
  try {
    sessionStorage.removeItem(SIGNED_OUT);
    await (await flow()).leaveForIssuer(returnTo);
  } catch (error) {
    signInError.value = error;
  }
}

/** For pages that show nothing without a login: signs in by itself, unless the person has just signed out. */
export function signInIfNeeded(): boolean {
  if (signedInAs.value) return false;
  if (!sessionStorage.getItem(SIGNED_OUT) && !signInError.peek()) void signIn();
  return true;
}

/** The page the issuer sends people back to: takes the tokens and answers where they were going. */
export async function finishSignIn(): Promise<string> {
  const { name, returnTo } = await (await flow()).returnFromIssuer();
  remember(name);
  return returnTo;
}

export async function signOut(): Promise<void> {
  sessionStorage.removeItem(NAME);
  sessionStorage.setItem(SIGNED_OUT, 'yes');
  const leaving = await (await flow()).forgetUser();
  // A page that is about to go must not ask for the data of nobody.
  if (!leaving) remember(undefined);
}

function remember(name: string | undefined): void {
  if (name) sessionStorage.setItem(NAME, name);
  else sessionStorage.removeItem(NAME);
  signedInAs.value = name;
}
