import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { connectLinks } from '../adapters/connect-links.ts';
import { guestOf } from '../core/shares/enter.ts';
import { showLink } from '../core/shares/open-link.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectLinks(readEnv('ALBUM_TABLE'));

/** `GET /api/share/{token}`: whether it needs a password, and what it is for. */
export const handler = guestHandler(ALBUM_ROUTES['show-share'], async (request) =>
  respond(200, await showLink(guestOf(request), tools)),
);
