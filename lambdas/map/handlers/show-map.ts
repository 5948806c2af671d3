import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { showMap } from '../core/maps/read-maps.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
};

/** `GET /api/maps/{map}`: the map and its newest 50 builds. */
export const handler = apiHandler(MAP_ROUTES['show-map'], async ({ params, caller }) =>
  respond(200, await showMap(params.map, caller, tools)),
);
