import { sha256 } from '../../client/sha256.ts';

/** Opening a link counts as a view, and may want a password: the session lasts as long as the tab, so that a reload is no other view. */

const nameOf = (token: string) => `tessera.link.${token}`;
/** Outlives the tab, and opens nothing: a hash of the session. It says that whoever comes back with a password is no stranger. */
const knownName = (token: string) => `tessera.known.${token}`;
/** For browsers that keep nothing. */
const here = new Map<string, string>();

export function keptSession(token: string): string | undefined {
  try {
    return here.get(token) ?? sessionStorage.getItem(nameOf(token)) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepSession(token: string, session: string | undefined): void {
  if (session) here.set(token, session);
  else here.delete(token);
  try {
    if (session) sessionStorage.setItem(nameOf(token), session);
    else sessionStorage.removeItem(nameOf(token));
  } catch {
    // Without a storage a reload opens the link once more.
  }
}

export function knownGuest(token: string): string | undefined {
  try {
    return localStorage.getItem(knownName(token)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param session undefined: the link has ended */
export async function keepKnown(token: string, session: string | undefined): Promise<void> {
  try {
    if (session) localStorage.setItem(knownName(token), await sha256(new TextEncoder().encode(session)));
    else localStorage.removeItem(knownName(token));
  } catch {
    // Without a storage, or without HTTPS, everybody is a stranger each time.
  }
}
