import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { deletionsQueue } from '../adapters/connect-queues.ts';
import { takeOut } from '../core/photos/take-out.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'DELETIONS_QUEUE_URL');
const tools = { ...connectPhotos(env), remove: deletionsQueue(env) };

/** `DELETE /api/albums/{album}/photos/{photo}`: it stays in its other albums. */
export const handler = apiHandler(ALBUM_ROUTES['remove-photo'], async ({ params, caller }) => {
  await takeOut(params, caller, tools);
  return respond(202, { status: 'removing' });
});
