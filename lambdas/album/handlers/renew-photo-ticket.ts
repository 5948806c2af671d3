import { PHOTO_TICKET_SECONDS } from '../../../lib/limits/photos.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { s3UploadUrls } from '../../media/adapters/s3-upload-urls.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { renewPhotoTicket } from '../core/photos/renew-ticket.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
const photos = dynamodbPhotos(connectDocuments(), tables, systemClock);
const tools = { photos, urls: s3UploadUrls(env.WORK_BUCKET, PHOTO_TICKET_SECONDS), clock: systemClock };

/** `POST /api/photos/{photo}/ticket`: a new URL for a photo that is pending still. */
export const handler = apiHandler(ALBUM_ROUTES['renew-photo-ticket'], async ({ params, caller }) =>
  respond(200, await renewPhotoTicket(await ownPhoto(params.photo, caller, photos), tools)),
);
