import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { showTile } from '../core/maps/show-tile.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'WORK_BUCKET');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  work: s3Objects(connectS3(), env.WORK_BUCKET),
};

/** `GET /api/maps/{map}/builds/{build}/tiles/{z}/{x}/{y}`: where a tile comes from. */
export const handler = apiHandler(MAP_ROUTES['show-tile'], async ({ params, caller }) =>
  respond(200, await showTile(params, caller, tools)),
);
