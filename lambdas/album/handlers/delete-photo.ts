import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectPhotos } from '../adapters/connect-photos.ts';
import { deletionsQueue } from '../adapters/connect-queues.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'DELETIONS_QUEUE_URL');
const { photos } = connectPhotos(env);
const remove = deletionsQueue(env);

/** `DELETE /api/photos/{photo}`: gone for everybody at once, while all of it is removed. */
export const handler = apiHandler(ALBUM_ROUTES['delete-photo'], async ({ params, caller }) => {
  const photo = await ownPhoto(params.photo, caller, photos);
  await photos.beginDeletion(photo);
  await remove([{ kind: 'photo', photo: photo.id }]);
  return respond(202, { status: 'removing' });
});
