import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { dynamodbLinks } from '../adapters/dynamodb-links.ts';
import { listShares } from '../core/shares/owned-shares.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const documents = connectDocuments();
const tools = {
  albums: dynamodbAlbums(documents, env.ALBUM_TABLE),
  links: dynamodbLinks(documents, env.ALBUM_TABLE, systemClock),
  clock: systemClock,
};

/** `GET /api/albums/{album}/shares`: all links of an album, also those that closed lately. */
export const handler = apiHandler(ALBUM_ROUTES['list-shares'], async ({ params, caller }) =>
  respond(200, await listShares(params.album, caller, tools)),
);
