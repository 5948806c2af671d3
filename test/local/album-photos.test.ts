/** Photos of an album on a running platform: uploaded, shown by the edge, taken from a form, moved, deleted. */
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import { developmentLogin } from '../../cli/session/development-login.ts';
import type { Client } from '../../client/client.ts';
import { PICTURE_POLICY } from '../../lib/limits/delivered.ts';
import { DIRECT_UPLOAD_BYTES } from '../../lib/limits/photos.ts';
import { ada } from '../support/caller.ts';
import { addPhoto, sendForm, variantsOf } from '../support/photos.ts';
import { drawn, heic, jpegWithPlace, svg } from '../support/pictures.ts';

const { url } = inject('shared');
let api: Client;
let token: string;
let jpeg: Buffer;
beforeAll(async () => {
  api = await ada(url);
  const { issuer, audience } = await api.config();
  token = (await developmentLogin(issuer, audience)).accessToken;
  jpeg = await jpegWithPlace(2500, 2000);
});

const image = (photo: string, query = '') =>
  fetch(`${url}/api/photos/${photo}/image${query}`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
  });
async function shownAt(answer: Response): Promise<{ status: number; bytes: Buffer }> {
  expect(answer.status).toBe(302);
  const shown = await fetch(new URL(answer.headers.get('location')!, url));
  return { status: shown.status, bytes: Buffer.from(await shown.arrayBuffer()) };
}

test('what was uploaded by ticket is shown by the edge to its owner, upright and small; without the signature to nobody', async () => {
  const { id: album } = await api.createAlbum({ name: 'Lake' });
  const photo = await addPhoto(api, album, jpeg);
  expect(await variantsOf(api, photo)).toMatchObject({ state: 'ready', variants: 'ready', width: 2000, height: 2500 });
  const thumb = await image(photo, '?variant=thumb');
  const location = thumb.headers.get('location')!;
  expect(location).toMatch(new RegExp(`^/media/albums/${album}/${photo}/thumb.webp\\?Policy=`));
  const { status, bytes } = await shownAt(thumb);
  expect(status).toBe(200);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 320 });
  expect((await fetch(new URL(location.split('?')[0]!, url))).status).toBe(403);
  const screen = await shownAt(await image(photo, '?via=s3'));
  expect(await sharp(screen.bytes).metadata()).toMatchObject({ format: 'webp', height: 2048 });
  const original = await image(photo, '?variant=original');
  expect(original.headers.get('content-type')).toBe('image/jpeg');
  expect(original.headers.get('x-content-type-options')).toBe('nosniff');
  expect(original.headers.get('content-security-policy')).toBe(PICTURE_POLICY);
  const name = 'attachment; filename="a.jpg"; filename*=UTF-8\'\'a.jpg';
  expect(original.headers.get('content-disposition')).toBe(name);
  const inBucket = (await image(photo, '?variant=original&via=s3')).headers.get('location')!;
  expect((await fetch(inBucket)).headers.get('content-disposition')).toBe(name);
  expect(Buffer.from(await original.arrayBuffer()).equals(jpeg)).toBe(true);
});

test('a form with a photo makes one; wrong ones are named', async () => {
  const { id: album_id } = await api.createAlbum({ name: 'Form' });
  const sent = await sendForm(url, token, { album_id, title: 'Jetty' }, { bytes: jpeg, type: 'image/jpeg' });
  expect(sent.status).toBe(201);
  const { photo_id } = (await sent.json()) as { photo_id: string };
  expect(await variantsOf(api, photo_id)).toMatchObject({ title: 'Jetty', name: 'a.jpg', variants: 'ready' });
  expect((await api.showAlbum(album_id)).photos).toBe(1);
  const code = async (fields: Record<string, string>, bytes?: Uint8Array, type = 'image/jpeg') => {
    const answer = await sendForm(url, token, fields, bytes && { bytes, type });
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    return [answer.status, error.code, error.message] as const;
  };
  expect((await code({ album_id }, svg)).slice(0, 2)).toEqual([400, 'wrong_type']);
  expect((await code({ album_id }, heic)).slice(0, 2)).toEqual([400, 'wrong_type']);
  expect((await code({ album_id }, jpeg, 'image/heic'))[2]).toMatch(/Most Compatible/);
  const large = Buffer.concat([jpeg, Buffer.alloc(DIRECT_UPLOAD_BYTES)]).subarray(0, DIRECT_UPLOAD_BYTES + 1);
  const [status, name, message] = await code({ album_id }, large);
  expect([status, name]).toEqual([413, 'too_large']);
  expect(message).toContain('/api/photos/presigned-url');
  expect((await code({ album_id })).slice(0, 2)).toEqual([422, 'invalid_fields']);
  expect((await code({ album_id, colour: 'red' }, jpeg)).slice(0, 2)).toEqual([422, 'invalid_fields']);
  expect((await code({ album_id: `album_${crypto.randomUUID()}` }, jpeg)).slice(0, 2)).toEqual([404, 'not_found']);
});

test('a photo may lie in two albums, and stays while it lies in one', async () => {
  const { id: first } = await api.createAlbum({ name: 'First' });
  const { id: second } = await api.createAlbum({ name: 'Second' });
  const photo = await addPhoto(api, first, await drawn(30, 20).png().toBuffer(), 'image/png');
  await api.addPhoto(second, photo);
  await api.addPhoto(second, photo);
  expect((await api.showAlbum(second)).photos).toBe(1);
  await api.deleteAlbum(first);
  await expect(api.showAlbum(first)).rejects.toMatchObject({ status: 404 });
  await expect.poll(async () => (await api.listPhotos(second)).items[0]?.variants, { timeout: 60_000 }).toBe('ready');
  await expect
    .poll(async () => (await image(photo, '?variant=thumb')).headers.get('location'), { timeout: 60_000 })
    .toContain(second);
  await expect
    .poll(() => api.removePhoto(second, photo).catch(({ code }) => code), { timeout: 60_000 })
    .toBe('last_album');
  await api.deletePhoto(photo);
  await expect(api.showPhoto(photo)).rejects.toMatchObject({ status: 404 });
  expect((await api.listPhotos(second)).items).toEqual([]);
  await expect.poll(async () => (await api.showAlbum(second)).photos, { timeout: 60_000 }).toBe(0);
});
