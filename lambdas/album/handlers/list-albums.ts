import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { listAlbums } from '../core/list-albums.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const tools = { albums: dynamodbAlbums(connectDocuments(), env.ALBUM_TABLE), clock: systemClock };

/** `GET /api/albums`: the caller's own. */
export const handler = apiHandler(ALBUM_ROUTES['list-albums'], async ({ query, caller }) =>
  respond(200, await listAlbums(caller, query.next, tools)),
);
