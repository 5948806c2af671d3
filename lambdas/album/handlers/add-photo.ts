import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownAlbum } from '../core/own-album.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { photoView } from '../core/photos/photo-view.ts';
import { putInto } from '../core/photos/take-out.ts';
import type { VariantsMessage } from '../message-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'VARIANTS_QUEUE_URL');
const documents = connectDocuments();
const albums = dynamodbAlbums(documents, env.ALBUM_TABLE);
const photos = dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock);
const variants = sqsSender<VariantsMessage>(connectSqs(), env.VARIANTS_QUEUE_URL);

/** `PUT /api/albums/{album}/photos/{photo}`: it lies in both albums from then on. */
export const handler = apiHandler(ALBUM_ROUTES['add-photo'], async ({ params, caller }) => {
  const photo = await ownPhoto(params.photo, caller, photos);
  const { id: album } = await ownAlbum(params.album, caller, albums);
  if (await putInto(album, photo, photos)) await variants([{ photo: photo.id, album }]);
  return respond(202, photoView(photo, await photos.entry(album, photo)));
});
