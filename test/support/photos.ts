/** Photos that people upload to the albums of a running platform. */
import type { Client } from '../../client/client.ts';
import type { Photo, PhotoTicketRequest } from '../../lambdas/album/photo-schemas.ts';
import { fileOf } from './album-room.ts';

/** What a photo of these bytes is announced with. */
export const announced = (album_id: string, bytes: Uint8Array, type?: string): PhotoTicketRequest => ({
  ...fileOf(bytes, type),
  album_id,
});

/** Ticket, upload, confirm. @returns its id */
export async function addPhoto(api: Client, album: string, bytes: Uint8Array, type?: string): Promise<string> {
  const { photo_id, ...ticket } = await api.createPhotoTicket(announced(album, bytes, type));
  await api.uploadShot(ticket, new Uint8Array(bytes));
  await api.confirmPhoto(photo_id);
  return photo_id;
}

/** Waits until its variants are made, or have failed. */
export async function variantsOf(api: Pick<Client, 'showPhoto'>, photo: string, seconds = 60): Promise<Photo> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const shown = await api.showPhoto(photo);
    if (shown.variants !== 'making') return shown;
    if (Date.now() > until) throw new Error(`${photo} has no variants after ${seconds} s.`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** A photo in a form, as a browser sends it. */
export async function sendForm(
  url: string,
  token: string,
  fields: Record<string, string>,
  file?: { bytes: Uint8Array; type: string; name?: string },
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (file) body.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name ?? 'a.jpg');
  return fetch(`${url}/api/photos`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
}
