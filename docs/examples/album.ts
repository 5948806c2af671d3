/**
 * An album on a phone, with the typed client. docs/api/albums.md shows this file; its types are checked with all others, and
 * test/api/album-example.test.ts runs it.
 */
import { type AlbumClient, createAlbumClient } from '../../client/album-client.ts';
import { allPages } from '../../client/all-pages.ts';
import { ApiError } from '../../client/api-error.ts';
import { retry } from '../../client/retry.ts';
import { sha256 } from '../../client/sha256.ts';

/** What an app stores of a photo until it is confirmed: a phone that slept, or was switched off, goes on from here. */
export type Kept = { photo_id?: string };

/** `token` is asked before each call: renew it there. */
export const connect = (baseUrl: string, token: () => Promise<string>) => createAlbumClient({ baseUrl, token });

/** No answer, 429, 503: again after as long as `Retry-After` says, and if it says nothing after 0.25, 0.5, 1, 2, 4 s. */
const patiently = <T>(work: () => Promise<T>, signal = AbortSignal.timeout(300_000)) => retry({ signal }, work);

const isRefused = (error: unknown, status: number) => error instanceof ApiError && error.status === status;

/** Puts a photo into an album. Called again with what was kept it goes on where it stopped. @returns the photo's id */
export async function sendPhoto(api: AlbumClient, album_id: string, file: File, kept: Kept): Promise<string> {
  const { photo_id } = kept;
  // 1. A ticket. After a sleep its address has ended: a new one for the same photo.
  const said = { album_id, filename: file.name, content_type: file.type, file_size: file.size };
  const sum = await sha256(await file.arrayBuffer());
  const announce = () => patiently(() => api.createPhotoTicket({ ...said, sha256: sum }));
  const renew = (photo: string) =>
    patiently(() => api.renewPhotoTicket(photo)).catch((error) => {
      // It was confirmed, and the answer was lost.
      if (isRefused(error, 409)) return undefined;
      // What does not arrive within a day is gone.
      if (isRefused(error, 404)) return announce();
      throw error;
    });
  const ticket = await (photo_id ? renew(photo_id) : announce());
  if (!ticket) return photo_id!;
  kept.photo_id = ticket.photo_id;
  // 2. The bytes, straight to the bucket, with the headers that the ticket names. 412: they are there already.
  await patiently(() => api.uploadShot(ticket, file)).catch((error) => {
    if (!isRefused(error, 412)) throw error;
  });
  // 3. The word that they are there. A repeat answers the same. Where sending took longer than the ticket, another one for the same photo.
  const confirm = () => patiently(() => api.confirmPhoto(ticket.photo_id));
  await confirm().catch(async (error) => {
    if (!isRefused(error, 410)) throw error;
    await renew(ticket.photo_id);
    await confirm();
  });
  return ticket.photo_id;
}

/** Ids of all photos of an album, newest first, with whether their smaller copies can be shown yet. */
export async function photosOf(api: AlbumClient, album: string) {
  const photos = [];
  for await (const { items } of allPages((at) => patiently(() => api.listPhotos(album, { ...at, limit: 100 })))) {
    photos.push(...items.map(({ id, name, variants }) => ({ id, name, variants })));
  }
  return photos;
}

/**
 * A way to all pictures of an album without a question for each: cookies, good for two minutes. An app with a cookie jar, and a page, send
 * them by themselves.
 */
export async function openAlbum(baseUrl: string, token: string, album: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${baseUrl}/api/albums/${album}/session`, { method: 'POST', headers });
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  return (photo: string, variant: 'thumb' | 'screen') =>
    fetch(`${baseUrl}/media/albums/${album}/${photo}/${variant}.webp`, { headers: { cookie: cookie.join('; ') } });
}

/** For who cannot keep cookies: an address of one picture in the bucket, for two minutes, to be loaded without the token. */
export async function addressOf(baseUrl: string, token: string, photo: string): Promise<string> {
  const asked = `${baseUrl}/api/photos/${photo}/image?variant=screen&via=s3`;
  const answer = await fetch(asked, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' });
  return answer.headers.get('location')!;
}

/** A link for a week, by which others see the album and add photos. @returns its path, and the token in it, told once */
export async function share(api: AlbumClient, album: string, password: string) {
  const link = { expires_in_days: 7, password, upload: 'allowed' as const };
  const { token, url } = await patiently(() => api.createShare(album, link));
  return { token, url };
}

/** What a guest does with a link: opens it, sees what is there, adds a photo. No login. @returns ids of photos, the new one last */
export async function visit(baseUrl: string, token: string, password: string, file: File): Promise<string[]> {
  const api = createAlbumClient({ baseUrl });
  const { session } = await patiently(() => api.openShare(token, { password }));
  const { items } = await patiently(() => api.listSharePhotos(token, session));
  const announced = { filename: file.name, content_type: file.type, file_size: file.size };
  const ticket = await patiently(() => api.createShareTicket(token, session, announced));
  await patiently(() => api.uploadShot(ticket, file));
  const { photo_id } = await patiently(() => api.confirmSharePhoto(token, session, ticket.photo_id));
  return [...items.map(({ id }) => id), photo_id];
}
