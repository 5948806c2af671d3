import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { randomToken } from '../../kernel/secret-token.ts';
import { connectLinks } from '../adapters/connect-links.ts';
import { createShare } from '../core/shares/owned-shares.ts';
import { hashPassword } from '../core/shares/password.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = { ...connectLinks(readEnv('ALBUM_TABLE')), ids: randomIds, newToken: randomToken, hashPassword };

/** `POST /api/albums/{album}/shares`: a new link; its token is told once. */
export const handler = apiHandler(ALBUM_ROUTES['create-share'], async ({ params, body, caller }) =>
  respond(201, await createShare(params.album, body, caller, tools)),
);
