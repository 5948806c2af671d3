import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownAlbum } from '../core/own-album.ts';
import { listPhotos } from '../core/photos/photo-view.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE');
const documents = connectDocuments();
const albums = dynamodbAlbums(documents, env.ALBUM_TABLE);
const photos = dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock);

/** `GET /api/albums/{album}/photos`: newest first. */
export const handler = apiHandler(ALBUM_ROUTES['list-photos'], async ({ params, query, caller }) => {
  const { id } = await ownAlbum(params.album, caller, albums);
  return respond(200, await listPhotos(id, query, photos));
});
