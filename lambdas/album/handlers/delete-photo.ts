import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import type { DeletionMessage } from '../message-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'DELETIONS_QUEUE_URL');
const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
const photos = dynamodbPhotos(connectDocuments(), tables, systemClock);
const remove = sqsSender<DeletionMessage>(connectSqs(), env.DELETIONS_QUEUE_URL);

/** `DELETE /api/photos/{photo}`: gone for everybody at once, while all of it is removed. */
export const handler = apiHandler(ALBUM_ROUTES['delete-photo'], async ({ params, caller }) => {
  const photo = await ownPhoto(params.photo, caller, photos);
  await photos.beginDeletion(photo);
  await remove([{ kind: 'photo', photo: photo.id }]);
  return respond(202, { status: 'removing' });
});
