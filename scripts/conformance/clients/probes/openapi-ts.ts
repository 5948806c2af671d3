// What a client by @hey-api/openapi-ts does: see ../generated.ts.
import { readFile } from 'node:fs/promises';
import * as api from './generated';
import { client } from './generated/client.gen';

const { TESSERA_URL: baseUrl = '', TESSERA_TOKEN: token = '', TESSERA_PHOTO: photo = '' } = process.env;
client.setConfig({ baseUrl, auth: () => token });
const certain = { throwOnError: true } as const;

const { data: album } = await api.createAlbum({ body: { name: 'Generated' }, ...certain });
const { error, response } = await api.createAlbum({ body: { name: '' } });
const told = error && 'error' in error ? error.error : undefined;
const announced = { album_id: album.id, filename: 'a.jpg', content_type: 'image/jpeg', file_size: 4 };
const { data: ticket } = await api.createPhotoTicket({ body: announced, ...certain });
const path = { album: album.id };
const { data: listed } = await api.listPhotos({ path, query: { limit: 10 }, ...certain });
const { data: link } = await api.createShare({ path, body: { upload: 'none' }, ...certain });
const behind = { token: link.token };
const { data: opened } = await api.openShare({ path: behind, body: {}, ...certain });
const headers = { 'x-share-session': opened.session };
const { data: seen } = await api.listSharePhotos({ path: behind, headers, ...certain });
const file = new File([await readFile(photo)], 'lake.jpg', { type: 'image/jpeg' });
const { data: stored } = await api.uploadPhoto({ body: { album_id: album.id, file }, ...certain });
console.log(
  JSON.stringify({
    album: album.id,
    refused: `${response?.status} ${told?.code} ${told?.details[0]?.field}`,
    length: ticket.upload_headers['content-length'],
    photos: listed.items.length,
    guest: seen.items.length,
    form: stored.photo_id,
  }),
);
