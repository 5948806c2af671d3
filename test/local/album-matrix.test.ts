/**
 * The album's part of what test/local/api-matrix.test.ts is for the map: every route, asked by every kind of caller. Those behind
 * links: test/local/share-matrix.test.ts; links beside these: test/local/link-matrix.test.ts.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import { OWNED_EXPECTED, OWNED_ROUTES, type OwnedThings } from '../support/album-expected.ts';
import { ask, CALLERS } from '../support/matrix.ts';
import { addPhoto, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { type Tokens, tokensOf } from '../support/tokens.ts';

const { url, directory } = inject('shared');
let tokens: Tokens;
let things: OwnedThings;
beforeAll(async () => {
  tokens = await tokensOf(directory, await createClient({ baseUrl: url }).config());
  things = await makeThings();
});

async function makeThings(): Promise<OwnedThings> {
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
  expect(Object.keys(OWNED_EXPECTED).toSorted()).toEqual(OWNED_ROUTES.map(([name]) => name).toSorted());
});

describe.each(OWNED_ROUTES)('%s', (name, route) => {
  const { gets = [], body, fresh } = OWNED_EXPECTED[name] ?? {};
  let own: OwnedThings;
  beforeAll(async () => {
    own = fresh ? await makeThings() : things;
  });

  test.each(CALLERS.map((caller, i) => [caller, gets[i]] as const))('%s: %i', (caller, status) =>
    ask(caller, { url, route, tokens, things: own, body: body?.(own) }, status),
  );
});
