import { tokenVerifier } from '../../kernel/caller.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbBuilds } from '../adapters/dynamodb-builds.ts';
import { dynamodbJobs } from '../adapters/dynamodb-jobs.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { showMap } from '../core/maps/read-maps.ts';
import { MapPath } from '../schemas.ts';

const env = readEnv('MAP_TABLE', 'OIDC_ISSUER', 'OIDC_AUDIENCE');
const documents = connectDocuments();
const tools = {
  maps: dynamodbMaps(documents, env.MAP_TABLE),
  builds: dynamodbBuilds(documents, env.MAP_TABLE),
  jobs: dynamodbJobs(documents, env.MAP_TABLE, systemClock),
};
const verifyToken = tokenVerifier({ issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, scope: 'maps:read' });

/** `GET /api/maps/{map}`: the map and its newest 50 builds. */
export const handler = apiHandler({ path: MapPath, verifyToken }, async ({ path, caller }) =>
  respond(200, await showMap(path.map, caller, tools)),
);
