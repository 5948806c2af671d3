import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respondNothing } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { dynamodbLinks } from '../adapters/dynamodb-links.ts';
import { revokeShare } from '../core/shares/owned-shares.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const documents = connectDocuments();
const tools = {
  albums: dynamodbAlbums(documents, env.ALBUM_TABLE),
  links: dynamodbLinks(documents, env.ALBUM_TABLE, systemClock),
  clock: systemClock,
};

/** `DELETE /api/albums/{album}/shares/{share}`: at once for every request; cookies die within a minute. */
export const handler = apiHandler(ALBUM_ROUTES['revoke-share'], async ({ params, caller }) => {
  await revokeShare(params, caller, tools);
  return respondNothing();
});
