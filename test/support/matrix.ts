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

/**
 * Asks once, and checks that the answer is what table and document promise.
 * @param asked.things what the variables of the path stand for, by their names
 */
export async function ask(
  caller: Caller,
  asked: { url: string; route: ApiRoute; tokens: Tokens; things: object; body?: object | undefined },
  status: number | undefined,
): Promise<void> {
  const { url, route, tokens, things, body } = asked;
  const token = await TOKEN[caller](tokens, route.scope ?? '');
  const filled = things as Record<string, unknown>;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, variable: string) => String(filled[variable]));
  const answer = await fetch(url + path, {
    method: route.method,
    redirect: 'manual',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(status);
  await expectAnswer(route, answer);
}
