import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { createAlbum } from '../core/create-album.ts';
import { albumView } from '../core/own-album.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const tools = { albums: dynamodbAlbums(connectDocuments(), env.ALBUM_TABLE), clock: systemClock, ids: randomIds };

/** `POST /api/albums`: a new album. */
export const handler = apiHandler(ALBUM_ROUTES['create-album'], async ({ body, caller }) =>
  respond(201, albumView(await createAlbum(body, caller.sub, tools))),
);
