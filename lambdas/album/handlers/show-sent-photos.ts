import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { guestOf } from '../core/shares/enter.ts';
import { sentPhotos } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const tools = connectPhotos(readEnv('ALBUM_TABLE', 'MEDIA_TABLE'));

/** `POST /api/share/{token}/photos/states`: whether they came, and can be shown. */
export const handler = guestHandler(ALBUM_ROUTES['show-sent-photos'], async (request) =>
  respond(200, await sentPhotos(guestOf(request), request.body.photo_ids, tools)),
);
