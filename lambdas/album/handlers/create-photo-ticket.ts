import { PHOTO_TICKET_SECONDS } from '../../../lib/limits/photos.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { s3UploadUrls } from '../../media/adapters/s3-upload-urls.ts';
import { dynamodbAlbums } from '../adapters/dynamodb-albums.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownAlbum } from '../core/own-album.ts';
import { createPhotoTicket } from '../core/photos/create-ticket.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const albums = dynamodbAlbums(documents, env.ALBUM_TABLE);
const tools = {
  photos: dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock),
  urls: s3UploadUrls(env.WORK_BUCKET, PHOTO_TICKET_SECONDS),
  clock: systemClock,
  ids: randomIds,
};

/** `POST /api/photos/presigned-url`: a presigned upload of one photo. */
export const handler = apiHandler(ALBUM_ROUTES['create-photo-ticket'], async ({ body, caller }) => {
  const { album_id, ...file } = body;
  return respond(200, await createPhotoTicket(file, () => ownAlbum(album_id, caller, albums), tools));
});
