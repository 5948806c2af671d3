/** Pictures while nothing can be signed: their owner and guests are shown them all the same, and what has gone is not there. */
import { beforeAll, expect, test } from 'vitest';
import { developmentLogin } from '../../cli/session/development-login.ts';
import { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import { expectAnswer } from '../support/expect-answer.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { addPhoto, variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';
import { withoutSigning } from '../support/without-signing.ts';

const own = ownPlatform();
let album: string;
let link: string;
let photo: string;
let thumbOf: { owner: string; guest: string };
let headers: { authorization: string };
beforeAll(async () => {
  const { api, platform } = own;
  album = (await api.createAlbum({ name: 'Lake' })).id;
  photo = await addPhoto(api, album, await jpegWithPlace());
  await variantsOf(api, photo);
  link = (await api.createShare(album, {})).token;
  const { session } = await api.openShare(link);
  const { url } = platform;
  thumbOf = {
    owner: `${url}/api/photos/${photo}/image?variant=thumb`,
    guest: `${url}/api/share/${link}/photos/${photo}/image?variant=thumb&session=${session}`,
  };
  const { issuer, audience } = await api.config();
  headers = { authorization: `Bearer ${(await developmentLogin(issuer, audience)).accessToken}` };
});

const ROUTES = { owner: ALBUM_ROUTES['photo-image'], guest: ALBUM_ROUTES['share-image'] };
async function look(who: keyof typeof ROUTES, address = thumbOf[who]) {
  const answer = await fetch(address, { redirect: 'manual', ...(who === 'owner' && { headers }) });
  await expectAnswer(ROUTES[who], answer.clone());
  return { status: answer.status, type: answer.headers.get('content-type'), bytes: await answer.arrayBuffer() };
}

/** Objects whose keys end so, behind the platform's back. */
async function lose(end: string): Promise<void> {
  const found = await own.within.objects(photo);
  for (const object of found.filter(({ key }) => key.endsWith(end))) await own.within.remove(object);
}

test('owner and guest get the bytes themselves, and addresses again once there are keys', async () => {
  await withoutSigning(own.platform.url, own.data, async () => {
    const [owner, guest] = [await look('owner'), await look('guest')];
    expect(guest).toMatchObject({ status: 200, type: 'image/webp' });
    expect(guest).toEqual(owner);
  });
  expect([(await look('owner')).status, (await look('guest')).status]).toEqual([302, 302]);
});

test('an original that goes while its owner asks for it is 404', async () => {
  const original = thumbOf.owner.replace('thumb', 'original');
  expect((await look('owner', original)).status).toBe(200);
  await lose(photo);
  expect((await look('owner', original)).status).toBe(404);
});

test('so is a variant that goes while nothing can be signed', async () => {
  await own.platform.stop();
  await own.startAgain();
  await lose('/thumb.webp');
  await withoutSigning(own.platform.url, own.data, async () => {
    for (const who of ['owner', 'guest'] as const) expect((await look(who)).status).toBe(404);
    // Pages are told, and ask for each picture.
    expect(await own.api.albumSession(album)).toEqual({ expires_in: 120, unsigned: true });
    expect(await own.api.openShare(link)).toMatchObject({ expires_in: 60, unsigned: true });
  });
  expect(await own.api.albumSession(album)).toEqual({ expires_in: 120 });
});
