import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbMedia } from '../../media/adapters/dynamodb-media.ts';
import { s3PictureUrls } from '../../media/adapters/s3-picture-urls.ts';
import { s3UploadedObjects } from '../../media/adapters/s3-uploaded-objects.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { showShot } from '../core/maps/show-shot.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'MEDIA_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const s3 = connectS3();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  media: dynamodbMedia(documents, env.MEDIA_TABLE, systemClock),
  work: s3Objects(s3, env.WORK_BUCKET),
  stored: s3UploadedObjects(s3, env.WORK_BUCKET),
  pictureUrls: s3PictureUrls(env.WORK_BUCKET),
};

/** `GET /api/maps/{map}/builds/{build}/shots/{screenshot_id}`: a shot beside its neighbours, for its owner only. */
export const handler = apiHandler(MAP_ROUTES['show-shot'], async ({ params, caller }) =>
  respond(200, await showShot(params, caller, tools)),
);
