import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { s3PhotoObjects } from '../adapters/s3-photo-objects.ts';
import { sharpPhotos } from '../adapters/sharp-photos.ts';
import { confirmPhoto } from '../core/photos/confirm.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import type { VariantsMessage } from '../message-schemas.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET', 'VARIANTS_QUEUE_URL');
const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
const photos = dynamodbPhotos(connectDocuments(), tables, systemClock);
const originals = s3PhotoObjects(connectS3(), env.WORK_BUCKET);
const variants = sqsSender<VariantsMessage>(connectSqs(), env.VARIANTS_QUEUE_URL);
const tools = { photos, originals, codec: sharpPhotos, variants, clock: systemClock };

/** `POST /api/photos/confirm`: what was uploaded is a photo of its album from now on. */
export const handler = apiHandler(ALBUM_ROUTES['confirm-photo'], async ({ body, caller }) =>
  respond(200, await confirmPhoto(await ownPhoto(body.photo_id, caller, photos), tools)),
);
