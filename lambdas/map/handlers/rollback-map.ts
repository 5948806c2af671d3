import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { rollBack } from '../core/maps/roll-back.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'TILES_BUCKET');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  tiles: s3Objects(connectS3(), env.TILES_BUCKET),
  clock: systemClock,
};

/** `POST /api/maps/{map}/rollback`: the map shows an earlier build again. */
export const handler = apiHandler(MAP_ROUTES['rollback-map'], async ({ params, body, caller }) =>
  respond(200, await rollBack(params.map, body, caller, tools)),
);
