/**
 * A link changes nothing but what is behind it: every route of the album that is not, asked by its owner, by another user, by somebody
 * without an account and by a guest, of an album whose link is in each of the states of links. What is expected is that of
 * test/support/album-expected.ts; a route without its line there fails.
 */
import { beforeAll, expect, inject, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import { OWNED_EXPECTED, OWNED_ROUTES, type OwnedThings } from '../support/album-expected.ts';
import { askWith } from '../support/matrix.ts';
import { addPhoto, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { LINK_STATES, type LinkState, sharedLink } from '../support/shared-links.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

const { url, directory } = inject('shared');
/** Those that take away what they are asked about come last. */
const ROUTES = OWNED_ROUTES.toSorted(
  ([a], [b]) => Number(OWNED_EXPECTED[a]?.fresh ?? 0) - Number(OWNED_EXPECTED[b]?.fresh ?? 0),
);
let tokens: Tokens;
let bytes: Buffer;
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  bytes = await jpegWithPlace();
});

/** An album with a photo, and the only link that it has. */
async function albumWithLink(state: LinkState): Promise<{ things: OwnedThings; session: string }> {
  const token = await tokens.sign();
  const api = createClient({ baseUrl: url, token: async () => token });
  const { id: album } = await api.createAlbum({ name: state });
  const photo = await addPhoto(api, album, bytes);
  // Of a link that never was there is no session; that of another album is none either.
  const linked = state === 'unknown' ? (await api.createAlbum({ name: 'Elsewhere' })).id : album;
  const { share_id: share, session } = await sharedLink(state === 'unknown' ? 'open' : state, {
    ...{ api, album: linked, url, directory },
  });
  await variantsOf(api, photo);
  return { things: { album, photo, share, bytes }, session };
}

/** By whom a route is asked, and which of the answers that a route gives to callers is expected then. */
async function callers(session: string) {
  const [owner, other] = await Promise.all([tokens.sign(), tokens.sign({ sub: 'ben' })]);
  const guest = { 'x-share-session': session };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  return [
    ['anonymous', {}, 'none'],
    ['guest', guest, 'none'],
    ['guest, the session as a token', { ...guest, ...bearer(session) }, 'none'],
    ['other user', bearer(other), 'other'],
    ['guest who is another user', { ...guest, ...bearer(other) }, 'other'],
    // Last: it may take things away.
    ['owner', bearer(owner), 'owner'],
  ] as const;
}
const PLACE = { none: 0, other: 5, owner: 6 };

test.concurrent.each(LINK_STATES)('beside a link that is %s', async (state) => {
  const { things, session } = await albumWithLink(state);
  const differences: string[] = [];
  for (const [name, route] of ROUTES) {
    const { gets = [], body } = OWNED_EXPECTED[name] ?? {};
    for (const [who, headers, as] of await callers(session)) {
      const { status } = await askWith(headers, { url, route, things, body: body?.(things) });
      // The link of the unknown state is no link of this album.
      const isForeign = name === 'revoke-share' && state === 'unknown' && as === 'owner';
      const wanted = isForeign ? 404 : gets[PLACE[as]];
      if (status !== wanted) differences.push(`${name}, ${who}: ${status} instead of ${wanted}`);
    }
  }
  expect(differences).toEqual([]);
});
