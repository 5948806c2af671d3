import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { albumView, ownAlbum } from '../core/own-album.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const albums = dynamodbAlbums(connectDocuments(), env.ALBUM_TABLE);

/** `GET /api/albums/{album}`. */
export const handler = apiHandler(ALBUM_ROUTES['show-album'], async ({ params, caller }) =>
  respond(200, albumView(await ownAlbum(params.album, caller, albums))),
);
