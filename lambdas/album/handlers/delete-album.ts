import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectLinks } from '../adapters/connect-links.ts';
import { deletionsQueue } from '../adapters/connect-queues.ts';
import { deleteAlbum } from '../core/delete-album.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'DELETIONS_QUEUE_URL');
const tools = { ...connectLinks(env), remove: deletionsQueue(env) };

/** `DELETE /api/albums/{album}`: gone for everybody at once, while all of it is removed. */
export const handler = apiHandler(ALBUM_ROUTES['delete-album'], async ({ params, caller }) => {
  await deleteAlbum(params.album, caller, tools);
  return respond(202, { status: 'removing' });
});
