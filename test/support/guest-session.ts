/** What guests of an album send, and browsers that look at its pictures, as it stands on the wire. */
import type { Client } from '../../client/client.ts';
import { fileOf } from './album-room.ts';
import { addPhoto, variantsOf } from './photos.ts';
import { jpegWithPlace } from './pictures.ts';
import { type RawRequest, rawOf } from './raw-request.ts';
import { cookieOf } from './signed-pictures.ts';

export type Recorder = <T>(route: string, call: Promise<T>) => Promise<T>;

/** Through a link that takes photos: looks at one, announces two, of which one is renewed and one comes. */
export async function recordGuests(
  { api, url, album }: { api: Client; url: string; album: string },
  record: Recorder,
): Promise<Map<string, RawRequest>> {
  const bytes = await jpegWithPlace(40, 30);
  const shown = await addPhoto(api, album, bytes);
  await variantsOf(api, shown);
  const { token } = await api.createShare(album, { upload: 'allowed', max_photos: 1000 });
  const { session } = await api.openShare(token);
  await record('list-share-photos', api.listSharePhotos(token, session));
  const pending = await api.createShareTicket(token, session, fileOf(bytes));
  await record('renew-share-ticket', api.renewShareTicket(token, session, pending.photo_id));
  const ticket = await record('create-share-ticket', api.createShareTicket(token, session, fileOf(bytes)));
  await api.uploadShot(ticket, new Uint8Array(bytes));
  await record('confirm-share-photo', api.confirmSharePhoto(token, session, ticket.photo_id));
  await record('show-sent-photos', api.sentPhotos(token, session, [ticket.photo_id, pending.photo_id]));

  const image = `/api/share/${token}/photos/${shown}/image?variant=thumb&session=${session}`;
  const signed = (await fetch(url + image, { redirect: 'manual' })).headers.get('location')!;
  const body = JSON.stringify({ session });
  const headers = { 'content-type': 'application/json' };
  const opened = await fetch(`${url}/api/share/${token}/session`, { method: 'POST', headers, body });
  const get = (path: string, more = {}) => rawOf(new URL(path, url), { headers: more });
  return new Map([
    ['share-image', get(image, { 'x-share-session': session })],
    ['a picture by its signature', get(signed)],
    ['a picture by cookies', get(signed.split('?')[0]!, { cookie: cookieOf(opened.headers.getSetCookie()) })],
  ]);
}
