import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { albumView } from '../core/own-album.ts';
import { updateAlbum } from '../core/update-album.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const albums = dynamodbAlbums(connectDocuments(), env.ALBUM_TABLE);

/** `PATCH /api/albums/{album}`: what is given is replaced. */
export const handler = apiHandler(ALBUM_ROUTES['update-album'], async ({ params, body, caller }) =>
  respond(200, albumView(await updateAlbum(params.album, body, caller, albums))),
);
