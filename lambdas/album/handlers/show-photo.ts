import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { ownPhoto } from '../core/photos/own-photo.ts';
import { showPhoto } from '../core/photos/photo-view.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE');
const tables = { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE };
const photos = dynamodbPhotos(connectDocuments(), tables, systemClock);

/** `GET /api/photos/{photo}`: also one that is pending. */
export const handler = apiHandler(ALBUM_ROUTES['show-photo'], async ({ params, caller }) =>
  respond(200, await showPhoto(await ownPhoto(params.photo, caller, photos), photos)),
);
