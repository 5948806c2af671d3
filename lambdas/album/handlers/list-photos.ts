import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { ownAlbum } from '../core/own-album.ts';
import { listPhotos } from '../core/photos/photo-view.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const { albums, photos } = connectPhotos(readEnv('ALBUM_TABLE', 'MEDIA_TABLE'));

/** `GET /api/albums/{album}/photos`: newest first. */
export const handler = apiHandler(ALBUM_ROUTES['list-photos'], async ({ params, query, caller }) => {
  const { id } = await ownAlbum(params.album, caller, albums);
  return respond(200, await listPhotos(id, query, photos));
});
