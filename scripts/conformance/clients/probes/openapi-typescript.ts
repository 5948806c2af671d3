// What a client by openapi-typescript and openapi-fetch does: see ../generated.ts.
import { readFile } from 'node:fs/promises';
import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

const { TESSERA_URL: baseUrl = '', TESSERA_TOKEN: token = '', TESSERA_PHOTO: photo = '' } = process.env;
const api = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
const guest = createClient<paths>({ baseUrl });

/** The answer of one that must succeed. */
function got<T>({ data, error }: { data?: T; error?: components['schemas']['AnyError'] }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const album: components['schemas']['Album'] = got(await api.POST('/api/albums', { body: { name: 'Generated' } }));
const refused = await api.POST('/api/albums', { body: { name: '' } });
const told = refused.error && 'error' in refused.error ? refused.error.error : undefined;
const announced = { album_id: album.id, filename: 'a.jpg', content_type: 'image/jpeg', file_size: 4 };
const ticket = got(await api.POST('/api/photos/presigned-url', { body: announced }));
const path = { album: album.id };
const listed = got(await api.GET('/api/albums/{album}/photos', { params: { path, query: { limit: 10 } } }));
const link = got(await api.POST('/api/albums/{album}/shares', { params: { path }, body: { upload: 'none' } }));
const behind = { token: link.token };
const { session } = got(await guest.POST('/api/share/{token}/session', { params: { path: behind }, body: {} }));
const header = { 'x-share-session': session };
const seen = got(await guest.GET('/api/share/{token}/photos', { params: { path: behind, header } }));
const bytes = await readFile(photo);
const stored = got(
  await api.POST('/api/photos', {
    body: { album_id: album.id, file: '' },
    bodySerializer({ album_id }) {
      const form = new FormData();
      form.set('album_id', album_id);
      form.set('file', new Blob([bytes], { type: 'image/jpeg' }), 'lake.jpg');
      return form;
    },
  }),
);
console.log(
  JSON.stringify({
    album: album.id,
    refused: `${refused.response.status} ${told?.code} ${told?.details[0]?.field}`,
    length: ticket.upload_headers['content-length'],
    photos: listed.items.length,
    guest: seen.items.length,
    form: stored.photo_id,
  }),
);
