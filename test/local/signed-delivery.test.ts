/** Who sees a picture behind `/media/`: whoever was signed for, and nobody else. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PICTURE_POLICY } from '../../lib/limits/delivered.ts';
import { cookieOf, type SignedPictures, signedPictures } from '../support/signed-pictures.ts';

const { url, directory } = inject('shared');
const ALBUM = '/media/albums/album_signed';
const PHOTO = `${ALBUM}/photo_1/thumb.webp`;
const OTHER = '/media/albums/album_other/photo_2/thumb.webp';

let pictures: SignedPictures;
beforeAll(async () => {
  pictures = await signedPictures(url, directory);
  for (const path of [PHOTO, OTHER]) await pictures.put(path.slice(1), `picture of ${path}`);
});
afterAll(() => pictures.close());

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url + path, { headers });
  return { status: answer.status, text: await answer.text(), cache: answer.headers.get('x-cache') };
};
const signedFor = (prefix: string, seconds = 60, now = new Date()) =>
  pictures.signer.cookies(prefix, seconds, now).then((cookies) => ({ cookie: cookieOf(cookies) }));
const denied = { status: 403, text: expect.stringContaining('<Code>AccessDenied</Code>') };

test('a signed URL opens its one picture', async () => {
  const signed = await pictures.signer.url(PHOTO, 60, new Date());
  expect(await ask(signed)).toMatchObject({ status: 200, text: `picture of ${PHOTO}` });
  expect(await ask(OTHER + signed.slice(PHOTO.length))).toMatchObject(denied);
});

test("what is delivered is taken for nothing but a picture: it runs nothing, and is nobody's page", async () => {
  const { status, headers } = await fetch(url + (await pictures.signer.url(PHOTO, 60, new Date())));
  expect([status, headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe(PICTURE_POLICY);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('cookies open everything of their album, and of no other', async () => {
  const headers = await signedFor(ALBUM);
  expect(await ask(PHOTO, headers)).toMatchObject({ status: 200, text: `picture of ${PHOTO}` });
  expect(await ask(OTHER, headers)).toMatchObject(denied);
});

test('nothing opens it without, by whatever name, also when the edge has kept it', async () => {
  await ask(PHOTO, await signedFor(ALBUM));
  expect(await ask(PHOTO)).toMatchObject({ status: 403, text: expect.stringContaining('<Code>MissingKey</Code>') });
  expect((await ask(PHOTO, await signedFor(ALBUM))).cache).toBe('Hit from cloudfront');
  expect(await ask(PHOTO, await signedFor(ALBUM, 60, new Date(Date.now() - 61_000)))).toMatchObject(denied);
});

test('the bucket itself answers nobody', async () => {
  for (const path of [PHOTO, '', '/?list-type=2']) {
    expect((await fetch(pictures.bucketUrl + path)).status).toBe(403);
  }
});

test('a picture that is not there is refused like one that may not be seen', async () => {
  const missing = await ask(`${ALBUM}/photo_1/none.webp`, await signedFor(ALBUM));
  expect(missing).toMatchObject({ status: 403, text: expect.stringContaining('AccessDenied') });
});

test('what is signed for one album opens no other by hiding its path behind', async () => {
  const headers = await signedFor(ALBUM);
  const signed = await pictures.signer.url(PHOTO, 60, new Date());
  const query = signed.slice(PHOTO.length + 1);
  for (const path of [`${OTHER}?${ALBUM}/x`, `${OTHER}?x=${ALBUM}/x`, `${OTHER}${ALBUM}/x`, `${OTHER}%3f${ALBUM}/x`]) {
    expect([path, (await ask(path, headers)).status]).toEqual([path, 403]);
  }
  expect((await ask(`${OTHER}?${PHOTO}&${query}`)).status).toBe(403);
  expect((await ask(`${OTHER}?${query}&x=${PHOTO}`)).status).toBe(403);
});
