import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { guestOf } from '../core/shares/enter.ts';
import { listGuestPhotos } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectPhotos(readEnv('ALBUM_TABLE', 'MEDIA_TABLE'));

/** `GET /api/share/{token}/photos`: newest first. */
export const handler = guestHandler(ALBUM_ROUTES['list-share-photos'], async (request) =>
  respond(200, await listGuestPhotos(guestOf(request), request.query, tools)),
);
