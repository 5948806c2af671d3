/** Who logs in: the one a cookie names, which the switch page sets, else the first. A `login_hint` wins. */
import type { IncomingMessage } from 'node:http';

/** `id` is the token's `sub`. */
export type User = { id: string; name: string };

const COOKIE = 'tessera_oidc_user';

export const userCookie = (user: User, path: string) => `${COOKIE}=${user.id}; Path=${path}; HttpOnly; SameSite=Lax`;

export const wantedUser = (users: User[], request: IncomingMessage, loginHint: string | undefined): User => {
  const cookie = request.headers.cookie
    ?.split(/;\s*/)
    .find((pair) => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
  const named = (id: string | undefined) => users.find((user) => user.id === id);
  return named(loginHint) ?? named(cookie) ?? users[0]!;
};
