import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respondNothing } from '../../kernel/respond.ts';
import { connectLinks } from '../adapters/connect-links.ts';
import { revokeShare } from '../core/shares/owned-shares.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectLinks(readEnv('ALBUM_TABLE'));

/** `DELETE /api/albums/{album}/shares/{share}`: at once for every request; cookies die within a minute. */
export const handler = apiHandler(ALBUM_ROUTES['revoke-share'], async ({ params, caller }) => {
  await revokeShare(params, caller, tools);
  return respondNothing();
});
