import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { s3UploadedObjects } from '../../media/adapters/s3-uploaded-objects.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { listUploads } from '../core/maps/list-uploads.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  uploaded: s3UploadedObjects(connectS3(), env.WORK_BUCKET),
  clock: systemClock,
};

/** `GET /api/maps/{map}/shots/uploads`: what an upload need not send again. */
export const handler = apiHandler(MAP_ROUTES['list-uploads'], async ({ params, query, caller }) =>
  respond(200, await listUploads(params.map, query, caller, tools)),
);
