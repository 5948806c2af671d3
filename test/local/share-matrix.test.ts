/**
 * What a link lets in: every route behind one, asked by guests who have opened it and by others, in every state of a link. What is
 * expected is written here by hand; a route without its line fails.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type Client, createClient } from '../../client/client.ts';
import { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { expectAnswer } from '../support/expect-answer.ts';
import { LINK_STATES, type LinkState, type SharedLinks, sharedLinks } from '../support/shared-links.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

type Statuses = [number, number, number, number, number, number, number, number];
type Row = {
  /** The status by the state of the link, for who has not opened it, with or without an account: even its owner is nobody here. */
  others: Statuses;
  /** For who has opened it, and sends the session. */
  guest: Statuses;
  body?: (things: Things) => object;
};
type Things = { album: string };

/** One line for each route. */
const EXPECTED: Record<string, Row> = {
  //                       open pass. takes only exh. exp. rev. unknown
  'show-share': {
    others: [200, 200, 200, 200, 410, 410, 410, 404],
    guest: [200, 200, 200, 200, 200, 410, 410, 404],
  },
  'open-share': {
    others: [200, 401, 200, 200, 410, 410, 410, 404],
    guest: [200, 200, 200, 200, 200, 410, 410, 404],
    body: () => ({}),
  },
};

const ALL: [string, ApiRoute][] = Object.entries(ALBUM_ROUTES);
const ROUTES = ALL.filter(([, { login }]) => login === 'guest');
/** The code that a refusal has, where the status does not say it all. */
const CODES: Partial<Record<LinkState, string>> = {
  exhausted: 'link_exhausted',
  expired: 'link_expired',
  revoked: 'link_revoked',
};

const { url, directory } = inject('shared');
let tokens: Tokens;
let api: Client;
let things: Things;
let links: SharedLinks;
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  const token = await tokens.sign();
  api = createClient({ baseUrl: url, token: async () => token });
  const { id: album } = await api.createAlbum({ name: 'Shared' });
  things = { album };
  links = await sharedLinks(api, album, { url, directory });
});

test('every route behind a link has its line, and every line its route', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
});

async function ask(route: ApiRoute, state: LinkState, headers: Record<string, string>, body: object | undefined) {
  const filled: Record<string, string> = { ...things, token: links[state].token };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, variable: string) => filled[variable] ?? 'unknown');
  const answer = await fetch(url + path, {
    method: route.method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    redirect: 'manual',
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.clone().text();
  if (answer.status >= 400) expect(text, 'an error echoes no token').not.toContain(links[state].token);
  await expectAnswer(route, answer);
  return { status: answer.status, code: answer.status === 410 ? JSON.parse(text).error.code : undefined };
}

describe.each(ROUTES)('%s', (name, route) => {
  const { others, guest, body } = EXPECTED[name] ?? { others: [], guest: [] };

  test.each(LINK_STATES.map((state, i) => [state, others[i], guest[i]] as const))(
    '%s: %i for others, %i for guests',
    async (state, stranger, opened) => {
      const account = { authorization: `Bearer ${await tokens.sign()}` };
      const told = (status: number | undefined) => ({ status, code: status === 410 ? CODES[state] : undefined });
      const asked = (headers: Record<string, string>) => ask(route, state, headers, body?.(things));
      expect(await asked({})).toEqual(told(stranger));
      expect(await asked(account)).toEqual(told(stranger));
      expect(await asked({ authorization: 'Bearer of nobody' })).toEqual(told(stranger));
      expect(await asked({ 'x-share-session': links[state].session })).toEqual(told(opened));
      // A session opens its own link alone.
      const foreign = links[state === 'open' ? 'takes photos' : 'open'].session;
      expect(await asked({ 'x-share-session': foreign })).toEqual(told(stranger));
    },
  );
});

const OWNED = ALL.filter(([, { login }]) => login !== 'guest');
test.each(OWNED)('%s: a guest is nobody there', async (_, route) => {
  const filled: Record<string, string> = { ...things };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (__, variable: string) => filled[variable] ?? 'unknown');
  const { session } = links['takes photos'];
  const headers = { 'x-share-session': session, authorization: `Bearer ${session}` };
  for (const each of [{ 'x-share-session': session }, headers]) {
    const answer = await fetch(url + path, { method: route.method, headers: each });
    expect(answer.status).toBe(401);
    await expectAnswer(route, answer);
  }
});
