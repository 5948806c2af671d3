import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbPhotoWork } from '../adapters/dynamodb-photo-work.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { takeOut } from '../core/photos/take-out.ts';
import type { DeletionMessage } from '../message-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'DELETIONS_QUEUE_URL');
const documents = connectDocuments();
const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
const photos = dynamodbPhotos(documents, tables, systemClock);
const tools = { photos, work: dynamodbPhotoWork(documents, tables, systemClock) };
const remove = sqsSender<DeletionMessage>(connectSqs(), env.DELETIONS_QUEUE_URL);

/** `DELETE /api/albums/{album}/photos/{photo}`: it stays in its other albums. */
export const handler = apiHandler(ALBUM_ROUTES['remove-photo'], async ({ params: { album, photo: id }, caller }) => {
  const photo = await ownPhoto(id, caller, photos);
  if (await takeOut(album, photo, tools)) await remove([{ kind: 'entry', album, photo: photo.id }]);
  return respond(202, { status: 'removing' });
});
