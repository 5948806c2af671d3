import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { developmentLogin } from '../../../cli/session/development-login.ts';
import type { Client } from '../../../client/client.ts';
import { fileOf } from '../album-room.ts';
import { arrivalsOf } from '../arrivals.ts';
import { addPhoto, announced, sendForm, variantsOf } from '../photos.ts';
import { jpegWithPlace } from '../pictures.ts';
import { usePictures } from './picture-use.ts';

/** Everything that people can ask of albums, once. */
export async function useAlbums(api: Client, url: string, directory: string): Promise<void> {
  const { id } = await api.createAlbum({ name: 'Lake' });
  await api.updateAlbum(id, { name: 'At the lake' });
  await api.showAlbum(id);
  await api.listAlbums();
  await usePictures(api, id, url, directory);
  await useShares(api, url, id);
  await usePhotos(api, id, url);
  await useArrivals(api, id, url, directory);
}

/** Files that nobody confirms: a guest's photo, and one that is none. */
async function useArrivals(api: Client, album: string, url: string, directory: string): Promise<void> {
  const jpeg = await jpegWithPlace();
  await (await arrivalsOf(url, directory)).hurry(0);
  const { token } = await api.createShare(album, { upload: 'allowed' });
  const { session } = await api.openShare(token);
  const { photo_id, ...ticket } = await api.createShareTicket(token, session, fileOf(jpeg));
  await api.uploadShot(ticket, new Uint8Array(jpeg));
  const wrong = await api.createPhotoTicket(announced(album, jpeg, 'image/png'));
  await api.uploadShot(wrong, new Uint8Array(jpeg));
  await variantsOf(api, photo_id);
  while (await api.showPhoto(wrong.photo_id).catch(() => undefined)) await setTimeout(200);
}

async function useShares(api: Client, url: string, album: string): Promise<void> {
  const { token, share_id } = await api.createShare(album, { password: 'our summer', max_views: 2 });
  await api.showShare(token);
  const { session } = await api.openShare(token, { password: 'our summer' });
  await api.openShare(token, { session });
  // Who opened it before.
  const known = createHash('sha256').update(session).digest('hex');
  await api.openShare(token, { password: 'our summer', known });
  await api.listShares(album);
  await api.revokeShare(album, share_id);
  await api.albumSession(album);
  await useGuests(api, url, album);
}

async function useGuests(api: Client, url: string, album: string): Promise<void> {
  const jpeg = await jpegWithPlace();
  const { token } = await api.createShare(album, { upload: 'allowed' });
  const { session } = await api.openShare(token);
  const { photo_id } = await api.createShareTicket(token, session, fileOf(jpeg));
  await api.confirmSharePhoto(token, session, photo_id).catch(() => 'nothing was uploaded');
  await api.uploadShot(await api.renewShareTicket(token, session, photo_id), new Uint8Array(jpeg));
  await api.confirmSharePhoto(token, session, photo_id);
  await api.listSharePhotos(token, session);
  await api.sentPhotos(token, session, [photo_id]);
  await variantsOf(api, photo_id);
  await fetch(`${url}/api/share/${token}/photos/${photo_id}/image?session=${session}`, { redirect: 'manual' });
  const wrong = await api.createShareTicket(token, session, fileOf(jpeg, 'image/png'));
  await api.uploadShot(wrong, new Uint8Array(jpeg));
  await api.confirmSharePhoto(token, session, wrong.photo_id).catch(() => 'it is no PNG, and goes');
}

async function usePhotos(api: Client, album: string, url: string): Promise<void> {
  const jpeg = await jpegWithPlace();
  const photo = await addPhoto(api, album, jpeg);
  await api.showPhoto(photo);
  await api.listPhotos(album);
  const { photo_id } = await api.createPhotoTicket(announced(album, jpeg));
  await api.confirmPhoto(photo_id).catch(() => 'nothing was uploaded');
  const renewed = await api.renewPhotoTicket(photo_id);
  await api.uploadShot(renewed, new Uint8Array(jpeg));
  const wrong = await api.createPhotoTicket(announced(album, jpeg, 'image/png'));
  await api.uploadShot(wrong, new Uint8Array(jpeg));
  await api.confirmPhoto(wrong.photo_id).catch(() => 'it is no PNG, and goes');
  await variantsOf(api, photo);
  await lookAt(api, url, photo);
  const { id: other } = await api.createAlbum({ name: 'Another' });
  await api.addPhoto(other, photo);
  await variantsOf(api, photo);
  await api.removePhoto(other, photo);
  await api.addPhoto(other, photo).catch(() => 'it is just being taken out');
  await api.deletePhoto(await addPhoto(api, other, jpeg));
  await addPhoto(api, other, jpeg);
  await api.createShare(other, {});
  await api.deleteAlbum(other);
  await api.deleteAlbum(other);
  // With what is left of it.
  await api.listAlbums();
  // Nobody is told when it is done: its rows stay while a ticket is good.
  await setTimeout(5000);
}

/** By the edge, from the bucket, through the function. */
async function lookAt(api: Client, url: string, photo: string): Promise<void> {
  const { issuer, audience } = await api.config();
  const { accessToken } = await developmentLogin(issuer, audience);
  for (const query of ['', '?via=s3', '?variant=original', '?variant=original&via=s3']) {
    const headers = { authorization: `Bearer ${accessToken}` };
    const { body } = await fetch(`${url}/api/photos/${photo}/image${query}`, { headers });
    await body?.cancel();
  }
  const { items } = await api.listAlbums();
  const file = { bytes: await jpegWithPlace(), type: 'image/jpeg' };
  await sendForm(url, accessToken, { album_id: items[0]!.id, title: 'Lake' }, file);
}
