/** The example of docs/api/albums.md, run as it stands there. */
import { beforeAll, expect, inject, test } from 'vitest';
import { developmentLogin } from '../../cli/session/development-login.ts';
import type { AlbumClient } from '../../client/album-client.ts';
import { ApiError } from '../../client/api-error.ts';
import { createClient } from '../../client/client.ts';
import { sha256 } from '../../client/sha256.ts';
import { addressOf, connect, openAlbum, photosOf, sendPhoto, share, visit } from '../../docs/examples/album.ts';
import { variantsOf } from '../support/photos.ts';
import { jpegWithPlace } from '../support/pictures.ts';

const { url } = inject('shared');
let token: string;
let api: AlbumClient;
let file: File;
beforeAll(async () => {
  const { issuer, audience } = await createClient({ baseUrl: url }).config();
  token = (await developmentLogin(issuer, audience)).accessToken;
  api = connect(url, async () => token);
  file = new File([new Uint8Array(await jpegWithPlace(40, 30))], 'lake.jpg', { type: 'image/jpeg' });
});

test('a photo goes into an album, is seen by cookies and by its address, shared, and joined by one of a guest', async () => {
  const { id: album } = await api.createAlbum({ name: 'Lake' });
  const photo = await sendPhoto(api, album, file, {});
  await variantsOf(api, photo);
  expect(await photosOf(api, album)).toEqual([{ id: photo, name: 'lake.jpg', variants: 'ready' }]);
  const picture = await openAlbum(url, token, album);
  const thumb = await picture(photo, 'thumb');
  expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const inBucket = await fetch(await addressOf(url, token, photo));
  expect([inBucket.status, inBucket.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const link = await share(api, album, 'our summer');
  expect(link.url).toBe(`/s/${link.token}`);
  const [seen, added] = await visit(url, link.token, 'our summer', file);
  expect(seen).toBe(photo);
  expect((await photosOf(api, album)).map(({ id }) => id).toSorted()).toEqual([photo, added].toSorted());
  await expect(visit(url, link.token, 'our winter', file)).rejects.toMatchObject({ status: 401 });
});

test('a photo whose upload took longer than its ticket comes into the album once', async () => {
  const { id: album } = await api.createAlbum({ name: 'Slow' });
  const said: string[] = [];
  const slow = {
    ...api,
    confirmPhoto: async (photo: string) => {
      said.push(photo);
      if (said.length === 1) throw new ApiError(410, 'ticket_expired', 'The ticket has expired.');
      return api.confirmPhoto(photo);
    },
  };
  const photo = await sendPhoto(slow, album, file, {});
  expect(said).toEqual([photo, photo]);
  expect((await photosOf(api, album)).map(({ id }) => id)).toEqual([photo]);
});

test('a phone that slept goes on where it stopped, whatever it had done', async () => {
  const { id: album } = await api.createAlbum({ name: 'Slept' });
  const announced = {
    ...{ album_id: album, filename: file.name, content_type: file.type, file_size: file.size },
    sha256: await sha256(await file.arrayBuffer()),
  };
  const { photo_id: asked } = await api.createPhotoTicket(announced);
  const ticket = await api.createPhotoTicket(announced);
  await api.uploadShot(ticket, file);
  const { photo_id: sent } = ticket;
  const confirmed = await sendPhoto(api, album, file, {});
  for (const photo_id of [asked, sent, confirmed]) {
    expect(await sendPhoto(api, album, file, { photo_id })).toBe(photo_id);
  }
  expect((await photosOf(api, album)).length).toBe(3);
  const gone = `photo_${crypto.randomUUID()}`;
  const anew = await sendPhoto(api, album, file, { photo_id: gone });
  expect(anew).not.toBe(gone);
  expect((await photosOf(api, album)).length).toBe(4);
});

test('what cannot be taken is told once, and is not tried again', async () => {
  const { id: album } = await api.createAlbum({ name: 'Refused' });
  const heic = new File(['not a photo'], 'IMG_1.HEIC', { type: 'image/heic' });
  const refused = await sendPhoto(api, album, heic, {}).catch((error) => error as ApiError);
  expect(refused).toBeInstanceOf(ApiError);
  expect(refused).toMatchObject({ status: 400, code: 'wrong_type' });
});
