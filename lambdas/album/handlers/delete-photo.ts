import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { deletionsQueue } from '../adapters/connect-queues.ts';
import { deletePhoto } from '../core/photos/delete-photo.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'DELETIONS_QUEUE_URL');
const tools = { ...connectPhotos(env), remove: deletionsQueue(env) };

/** `DELETE /api/photos/{photo}`: gone for everybody at once, while all of it is removed. */
export const handler = apiHandler(ALBUM_ROUTES['delete-photo'], async ({ params, caller }) => {
  await deletePhoto(params.photo, caller, tools);
  return respond(202, { status: 'removing' });
});
