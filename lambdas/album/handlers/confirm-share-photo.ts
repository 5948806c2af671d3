import { readEnv } from '../../kernel/env.ts';
import { guestHandler } from '../../kernel/guest-handler.ts';
import { respond } from '../../kernel/respond.ts';
import { countConfirmation, countPhoto } from '../adapters/album-metrics.ts';
import { connectUploads } from '../adapters/connect-uploads.ts';
import { guestOf } from '../core/shares/enter.ts';
import { confirmGuestPhoto } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const tools = { ...connectUploads(env), taken: countPhoto('presigned') };

/** `POST /api/share/{token}/photos/confirm`: what a guest uploaded is a photo of the album from now on. */
export const handler = guestHandler(ALBUM_ROUTES['confirm-share-photo'], async (request) =>
  respond(200, await confirmGuestPhoto(guestOf(request), request.body.photo_id, tools)),
).use(countConfirmation());
