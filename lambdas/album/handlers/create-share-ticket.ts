import { PHOTO_TICKET_SECONDS } from '../../../lib/limits/photos.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { s3UploadUrls } from '../../media/adapters/s3-upload-urls.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { guestTools } from '../adapters/guest-tools.ts';
import { guestOf } from '../core/shares/enter.ts';
import { createGuestTicket } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  ...guestTools(documents, env.ALBUM_TABLE),
  photos: dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock),
  urls: s3UploadUrls(env.WORK_BUCKET, PHOTO_TICKET_SECONDS),
  ids: randomIds,
};

/** `POST /api/share/{token}/photos/presigned-url`: a presigned upload of one photo more. */
export const handler = apiHandler(ALBUM_ROUTES['create-share-ticket'], async (request) =>
  respond(200, await createGuestTicket(guestOf(request), request.body, tools)),
);
