/** The album's part of what test/local/api-matrix.test.ts is for the map: every route, asked by every kind of caller. */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import type { ApiRoute } from '../../lambdas/kernel/route.ts';
import { ask, CALLERS, type Gets } from '../support/matrix.ts';
import { addPhoto, announced, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

/** What ada owns; the variables of a path are taken from here by their names. */
type Things = { album: string; share: string; photo: string; bytes: Uint8Array };
type Row = {
  gets: Gets;
  body?: (things: Things) => object;
  /** Things of its own, for a route that takes them away. */
  fresh?: true;
};

/** One line for each route. */
const EXPECTED: Record<string, Row> = {
  //                         none bad  exp. aud. scope other owner
  'create-album': { gets: [401, 401, 401, 401, 403, 201, 201], body: () => ({ name: 'Lake' }) },
  'list-albums': { gets: [401, 401, 401, 401, 403, 200, 200] },
  'show-album': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'create-share': { gets: [401, 401, 401, 401, 403, 404, 201], body: () => ({}) },
  'album-session': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'list-shares': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'revoke-share': { gets: [401, 401, 401, 401, 403, 404, 204] },
  'update-album': { gets: [401, 401, 401, 401, 403, 404, 200], body: () => ({ description: 'By Ada' }) },
  'create-photo-ticket': {
    gets: [401, 401, 401, 401, 403, 404, 200],
    body: ({ album, bytes }) => announced(album, bytes),
  },
  // It is confirmed already.
  'renew-photo-ticket': { gets: [401, 401, 401, 401, 403, 404, 409] },
  'confirm-photo': { gets: [401, 401, 401, 401, 403, 404, 200], body: ({ photo }) => ({ photo_id: photo }) },
  'list-photos': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'show-photo': { gets: [401, 401, 401, 401, 403, 404, 200] },
  'delete-photo': { gets: [401, 401, 401, 401, 403, 404, 202], fresh: true },
  'photo-image': { gets: [401, 401, 401, 401, 403, 404, 302] },
  // No form: test/local/album-photos.test.ts sends one.
  'upload-photo': { gets: [401, 401, 401, 401, 403, 422, 422] },
  'add-photo': { gets: [401, 401, 401, 401, 403, 404, 202] },
  // It lies in no other album.
  'remove-photo': { gets: [401, 401, 401, 401, 403, 404, 409] },
  'delete-album': { gets: [401, 401, 401, 401, 403, 404, 202], fresh: true },
};

const ALL: [string, ApiRoute][] = Object.entries(ALBUM_ROUTES);
/** Those behind links: test/local/share-matrix.test.ts. */
const ROUTES = ALL.filter(([, { login }]) => login !== 'guest');
const { url, directory } = inject('shared');
let tokens: Tokens;
let things: Things;
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  things = await makeThings();
});

async function makeThings(): Promise<Things> {
  const token = await tokens.sign();
  const api = createClient({ baseUrl: url, token: async () => token });
  const { id: album } = await api.createAlbum({ name: 'Of Ada' });
  const { share_id: share } = await api.createShare(album, {});
  const bytes = await jpegWithPlace();
  const photo = await addPhoto(api, album, bytes);
  await variantsOf(api, photo);
  return { album, share, photo, bytes };
}

test('every route has its line, and every line its route', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
});

describe.each(ROUTES)('%s', (name, route) => {
  const { gets = [], body, fresh } = EXPECTED[name] ?? {};
  let own: Things;
  beforeAll(async () => {
    own = fresh ? await makeThings() : things;
  });

  test.each(CALLERS.map((caller, i) => [caller, gets[i]] as const))('%s: %i', (caller, status) =>
    ask(caller, { url, route, tokens, things: own, body: body?.(own) }, status),
  );
});
