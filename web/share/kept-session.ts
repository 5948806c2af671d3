/** Opening a link counts as a view, and may want a password: the session lasts as long as the tab, so that a reload is no other view. */

const nameOf = (token: string) => `tessera.link.${token}`;
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
