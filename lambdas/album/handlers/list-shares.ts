import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectLinks } from '../adapters/connect-links.ts';
import { listShares } from '../core/shares/owned-shares.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectLinks(readEnv('ALBUM_TABLE'));

/** `GET /api/albums/{album}/shares`: all links of an album, also those that closed lately. */
export const handler = apiHandler(ALBUM_ROUTES['list-shares'], async ({ params, caller }) =>
  respond(200, await listShares(params.album, caller, tools)),
);
