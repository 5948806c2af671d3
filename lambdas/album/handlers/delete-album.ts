import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { notFound } from '../../kernel/errors.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { deletionsQueue } from '../adapters/connect-queues.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'DELETIONS_QUEUE_URL');
const albums = dynamodbAlbums(connectDocuments(), env.ALBUM_TABLE);
const remove = deletionsQueue(env);

/** `DELETE /api/albums/{album}`: gone for everybody at once, while all of it is removed. */
export const handler = apiHandler(ALBUM_ROUTES['delete-album'], async ({ params: { album }, caller }) => {
  if (!(await albums.beginDeletion(album, caller.sub, systemClock()))) throw notFound('album', album);
  await remove([{ kind: 'album', album }]);
  return respond(202, { status: 'removing' });
});
