import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { guestTools } from '../adapters/guest-tools.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { sharpPhotos } from '../adapters/sharp-photos.ts';
import { guestOf } from '../core/shares/enter.ts';
import { confirmGuestPhoto } from '../core/shares/guest-photos.ts';
import type { VariantsMessage } from '../message-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const documents = connectDocuments();
const tools = {
  ...guestTools(documents, env.ALBUM_TABLE),
  photos: dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock),
  originals: s3PhotoObjects(connectS3(), env.WORK_BUCKET),
  codec: sharpPhotos,
  variants: sqsSender<VariantsMessage>(connectSqs(), env.VARIANTS_QUEUE_URL),
};

/** `POST /api/share/{token}/photos/confirm`: what a guest uploaded is a photo of the album from now on. */
export const handler = apiHandler(ALBUM_ROUTES['confirm-share-photo'], async (request) =>
  respond(200, await confirmGuestPhoto(guestOf(request), request.body.photo_id, tools)),
);
