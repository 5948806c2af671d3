import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { s3UploadUrls } from '../../media/adapters/s3-upload-urls.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { createSaveTicket } from '../core/maps/create-save-ticket.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  urls: s3UploadUrls(env.WORK_BUCKET),
  clock: systemClock,
  ids: randomIds,
};

/** `POST /api/maps/{map}/saves/tickets`: a presigned upload of a game's save. */
export const handler = apiHandler(MAP_ROUTES['create-save-ticket'], async ({ params, body, caller }) =>
  respond(201, await createSaveTicket(params.map, body, caller, tools)),
);
