import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { randomToken } from '../../kernel/secret-token.ts';
import { guestTools } from '../adapters/guest-tools.ts';
import { guestOf } from '../core/shares/enter.ts';
import { openLink } from '../core/shares/open-link.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE');
const tools = { ...guestTools(connectDocuments(), env.ALBUM_TABLE), newToken: randomToken };

/** `POST /api/share/{token}/session`: a view is counted, unless a session of the link goes on. */
export const handler = apiHandler(ALBUM_ROUTES['open-share'], async (request) => {
  const { password, session } = request.body;
  const guest = { ...guestOf(request), ...(session !== undefined && { session }) };
  const { opened } = await openLink({ ...guest, password }, tools);
  return respond(200, opened);
});
