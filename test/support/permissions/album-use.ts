import type { Client } from '../../../client/client.ts';
import { fileOf } from '../album-room.ts';
import { addPhoto, announced } from '../photos.ts';
import { jpegWithPlace } from '../pictures.ts';

/** Everything that people can ask of albums, once. */
export async function useAlbums(api: Client, url: string): Promise<void> {
  const { id } = await api.createAlbum({ name: 'Lake' });
  await api.updateAlbum(id, { name: 'At the lake' });
  await api.showAlbum(id);
  await api.listAlbums();
  await useShares(api, url, id);
  await usePhotos(api, id);
}

async function useShares(api: Client, url: string, album: string): Promise<void> {
  const { token, share_id } = await api.createShare(album, { password: 'our summer', max_views: 1 });
  await api.showShare(token);
  const { session } = await api.openShare(token, { password: 'our summer' });
  await api.openShare(token, { session });
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
  await fetch(`${url}/api/share/${token}/photos/${photo_id}/image?session=${session}`, { redirect: 'manual' });
  const wrong = await api.createShareTicket(token, session, fileOf(jpeg, 'image/png'));
  await api.uploadShot(wrong, new Uint8Array(jpeg));
  await api.confirmSharePhoto(token, session, wrong.photo_id).catch(() => 'it is no PNG, and goes');
}

async function usePhotos(api: Client, album: string): Promise<void> {
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
}
