import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbPhotos } from '../adapters/dynamodb-photos.ts';
import { guestTools } from '../adapters/guest-tools.ts';
import { guestOf } from '../core/shares/enter.ts';
import { listGuestPhotos } from '../core/shares/guest-photos.ts';
import { ALBUM_ROUTES } from '../routes.ts';

const env = readEnv('ALBUM_TABLE', 'MEDIA_TABLE');
const documents = connectDocuments();
const tools = {
  ...guestTools(documents, env.ALBUM_TABLE),
  photos: dynamodbPhotos(documents, { albums: env.ALBUM_TABLE, media: env.MEDIA_TABLE }, systemClock),
};

/** `GET /api/share/{token}/photos`: newest first. */
export const handler = apiHandler(ALBUM_ROUTES['list-share-photos'], async (request) =>
  respond(200, await listGuestPhotos(guestOf(request), request.query, tools)),
);
