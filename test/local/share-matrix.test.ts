/**
 * What a link lets in: every route behind one, asked by guests who have opened it and by others, in every state of a link. What is
 * expected is written here by hand; a route without its line fails. The owner's routes beside a link: test/local/link-matrix.test.ts.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type Client, createClient } from '../../client/client.ts';
import { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { fileOf } from '../support/album-room.ts';
import { askWith } from '../support/matrix.ts';
import { addPhoto, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { LINK_STATES, type LinkState, type SharedLinks, sharedLinks } from '../support/shared-links.ts';
import { cookieOf, signedPictures } from '../support/signed-pictures.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

type Statuses = [number, number, number, number, number, number, number, number];
type Row = {
  /** The status by the state of the link, for who has not opened it, with or without an account: even its owner is nobody here. */
  others: Statuses;
  /** For who has opened it, and sends the session. */
  guest: Statuses;
  body?: (things: Things) => object;
  /** The photo that the path names; one of the owner's that can be shown, unless it is said. */
  photo?: 'pending';
};
/** `pending`: announced by a guest; `confirmed`: uploaded by one. */
type Things = { album: string; photo: string; pending: string; confirmed: string; bytes: Uint8Array };
const STRANGERS: Statuses = [401, 401, 401, 401, 410, 410, 410, 404];
const MAY_SEE: Statuses = [200, 200, 200, 404, 200, 410, 410, 404];
const MAY_ADD: Statuses = [404, 404, 200, 200, 404, 410, 410, 404];

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
  'list-share-photos': { others: STRANGERS, guest: MAY_SEE },
  'share-image': { others: STRANGERS, guest: [302, 302, 302, 404, 302, 410, 410, 404] },
  'create-share-ticket': { others: STRANGERS, guest: MAY_ADD, body: ({ bytes }) => fileOf(bytes) },
  'renew-share-ticket': { others: STRANGERS, guest: MAY_ADD, photo: 'pending' },
  'confirm-share-photo': { others: STRANGERS, guest: MAY_ADD, body: ({ confirmed }) => ({ photo_id: confirmed }) },
  'show-sent-photos': { others: STRANGERS, guest: MAY_ADD, body: ({ confirmed }) => ({ photo_ids: [confirmed] }) },
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
  links = await sharedLinks(api, album, { url, directory });
  const bytes = await jpegWithPlace();
  const photo = await addPhoto(api, album, bytes);
  await variantsOf(api, photo);
  const { token: link, session } = links['takes photos'];
  const { photo_id: pending } = await api.createShareTicket(link, session, fileOf(bytes));
  const { photo_id: confirmed, ...ticket } = await api.createShareTicket(link, session, fileOf(bytes));
  await api.uploadShot(ticket, new Uint8Array(bytes));
  await api.confirmSharePhoto(link, session, confirmed);
  things = { album, photo, pending, confirmed, bytes };
});

test('every route behind a link has its line, and every line its route', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
});

async function ask(route: ApiRoute, state: LinkState, headers: Record<string, string>, { body, photo }: Row) {
  const named = { ...things, token: links[state].token, ...(photo && { photo: things[photo] }) };
  const answer = await askWith(headers, { url, route, things: named, body: body?.(things) });
  const { status } = answer;
  if (status >= 400) expect(JSON.stringify(answer.body), 'an error echoes no token').not.toContain(links[state].token);
  return { status, code: status === 410 ? (answer.body as { error: { code: string } }).error.code : undefined };
}

describe.each(ROUTES)('%s', (name, route) => {
  const row = EXPECTED[name];

  test.each(LINK_STATES.map((state, i) => [state, row?.others[i], row?.guest[i]] as const))(
    '%s: %i for others, %i for guests',
    async (state, stranger, opened) => {
      const told = (status: number | undefined) => ({ status, code: status === 410 ? CODES[state] : undefined });
      const asked = (headers: Record<string, string>) => ask(route, state, headers, row!);
      const accounts = await Promise.all([tokens.sign(), tokens.sign({ sub: 'ben' }), tokens.forge()]);
      const owner = { authorization: `Bearer ${accounts[0]}` };
      const session = { 'x-share-session': links[state].session };
      // A session opens its own link alone.
      const foreign = { 'x-share-session': links[state === 'open' ? 'takes photos' : 'open'].session };
      const strangers = [{}, foreign, ...accounts.map((token) => ({ authorization: `Bearer ${token}` }))];
      expect(await Promise.all(strangers.map(asked))).toEqual(strangers.map(() => told(stranger)));
      // Who is logged in, too, is a guest like others.
      expect(await asked(session)).toEqual(told(opened));
      expect(await asked({ ...session, ...owner })).toEqual(told(opened));
    },
  );
});

test('a guest sees copies of photos of this album alone, and confirms and renews those of guests alone', async () => {
  const { token, session } = links['takes photos'];
  const { id: other } = await api.createAlbum({ name: 'Another' });
  const theirs = await addPhoto(api, other, things.bytes);
  await variantsOf(api, theirs);
  const headers = { 'x-share-session': session };
  const at = (path: string) => fetch(`${url}/api/share/${token}/photos/${path}`, { headers, redirect: 'manual' });
  expect((await at(`${theirs}/image`)).status).toBe(404);
  expect((await at(`${things.photo}/image?variant=original`)).status).toBe(422);
  const { location } = Object.fromEntries((await at(`${things.photo}/image?variant=thumb&session=${session}`)).headers);
  const seen = await fetch(url + location);
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/webp']);
  for (const photo of [theirs, things.photo]) {
    await expect(api.confirmSharePhoto(token, session, photo)).rejects.toMatchObject({ status: 404 });
    await expect(api.renewShareTicket(token, session, photo)).rejects.toMatchObject({ status: 404 });
  }
});

/** How long the policy in cookies is good. */
function secondsOf(cookies: string[]): number {
  const [, policy = ''] = /CloudFront-Policy=([^;]+)/.exec(cookies.join())!;
  const text = Buffer.from(policy.replaceAll('_', '=').replaceAll('~', '/'), 'base64url').toString();
  return JSON.parse(text).Statement[0].Condition.DateLessThan['AWS:EpochTime'] - Date.now() / 1000;
}
const within = (most: number) => (seconds: number) => seconds <= most && seconds > most - 30;

test('cookies come with an opened link for a minute, for its owner for two, and show this album alone', async () => {
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } });
  const cookiesOf = async (path: string, headers?: Record<string, string>) =>
    (await post(path, headers)).headers.getSetCookie();
  const opened = await cookiesOf(`/api/share/${links.open.token}/session`);
  expect(opened).toHaveLength(4);
  const prefix = `/media/albums/${things.album}`;
  for (const cookie of opened) expect(cookie).toContain(`Path=${prefix}; Max-Age=60; HttpOnly; Secure`);
  expect(await cookiesOf(`/api/share/${links['only takes photos'].token}/session`)).toEqual([]);
  const account = { authorization: `Bearer ${await tokens.sign()}` };
  const owned = await cookiesOf(`/api/albums/${things.album}/session`, account);
  expect(owned.map((cookie) => /Max-Age=120/.test(cookie))).toEqual([true, true, true, true]);
  // A browser heeds that; the edge looks at what was signed.
  expect([secondsOf(opened), secondsOf(owned)]).toEqual([60, 120].map((most) => expect.toSatisfy(within(most))));

  const pictures = await signedPictures(url, directory);
  const [own, other] = [`${prefix}/of-test/thumb.webp`, '/media/albums/another/of-test/thumb.webp'];
  for (const path of [own, other]) await pictures.put(path.slice(1), 'picture');
  pictures.close();
  const see = async (path: string, cookie: string) => (await fetch(url + path, { headers: { cookie } })).status;
  for (const cookies of [opened, owned].map(cookieOf)) {
    expect([await see(own, cookies), await see(other, cookies)]).toEqual([200, 403]);
  }
  expect(await see(own, '')).toBe(403);
});
