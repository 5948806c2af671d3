import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { countConfirmation, countPhoto } from '../adapters/album-metrics.ts';
import { connectUploads } from '../adapters/connect-uploads.ts';
import { confirmPhoto } from '../core/photos/confirm.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const tools = { ...connectUploads(env), taken: countPhoto('presigned') };

/** `POST /api/photos/confirm`: what was uploaded is a photo of its album from now on. */
export const handler = apiHandler(ALBUM_ROUTES['confirm-photo'], async ({ body, caller }) =>
  respond(200, await confirmPhoto(await ownPhoto(body.photo_id, caller, tools.photos), tools)),
).use(countConfirmation());
