/**
 * Where somebody goes after signing in: the page that was left, else the start page. What begins with two slashes is another
 * host to a browser, which refuses it.
 */
export const returnTo = (state: unknown): string =>
  typeof state === 'string' && /^\/(?![/\\])/.test(state) ? state : '/';
