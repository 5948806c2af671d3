/** Who gets what: routes asked by every kind of caller. What is expected is written by hand where this is used. */
import { expect } from 'vitest';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { expectAnswer } from './expect-answer.ts';
import { ALL_SCOPES, HOUR, now, type Tokens } from './tokens.ts';

export const CALLERS = [
  'no token',
  'bad token',
  'expired',
  'wrong audience',
  'no scope',
  'other owner',
  'owner',
] as const;
type Caller = (typeof CALLERS)[number];
/** The status that each of CALLERS gets, in that order; they ask in that order, too. */
export type Gets = [number, number, number, number, number, number, number];

const TOKEN: Record<Caller, (tokens: Tokens, scope: string) => Promise<string | undefined>> = {
  'no token': async () => undefined,
  'bad token': (tokens) => tokens.forge(),
  expired: (tokens) => tokens.sign({ iat: now() - 2 * HOUR, exp: now() - HOUR }),
  'wrong audience': (tokens) => tokens.sign({ aud: 'somebody-else' }),
  // It holds all but the one that the route asks for.
  'no scope': (tokens, scope) => tokens.sign({ scope: `openid ${ALL_SCOPES.replace(scope, '')}` }),
  'other owner': (tokens) => tokens.sign({ sub: 'ben' }),
  owner: (tokens) => tokens.sign(),
};

/** `things`: what the variables of the path stand for, by their names. */
type Asked = { url: string; route: ApiRoute; things: object; body?: object | undefined };

/** Asks once, as such a caller, and checks the status, and that the answer is what table and document promise. */
export async function ask(
  caller: Caller,
  asked: Asked & { tokens: Tokens },
  status: number | undefined,
): Promise<void> {
  const { tokens, ...rest } = asked;
  const token = await TOKEN[caller](tokens, asked.route.scope ?? '');
  const answer = await askWith(token ? { authorization: `Bearer ${token}` } : {}, rest);
  expect(answer.status).toBe(status);
}

/** Asks with these headers, and checks that the answer is what table and document promise. */
export async function askWith(
  headers: Record<string, string>,
  { url, route, things, body }: Asked,
): Promise<{ status: number; body: unknown }> {
  const filled = things as Record<string, unknown>;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, variable: string) => String(filled[variable]));
  const answer = await fetch(url + path, {
    method: route.method,
    redirect: 'manual',
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await expectAnswer(route, answer) };
}
