import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { variantsQueue } from '../adapters/connect-queues.ts';
import { addPhoto } from '../core/photos/add-photo.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'VARIANTS_QUEUE_URL');
const tools = { ...connectPhotos(env), variants: variantsQueue(env) };

/** `PUT /api/albums/{album}/photos/{photo}`: it lies in both albums from then on. */
export const handler = apiHandler(ALBUM_ROUTES['add-photo'], async ({ params, caller }) =>
  respond(202, await addPhoto(params, caller, tools)),
);
