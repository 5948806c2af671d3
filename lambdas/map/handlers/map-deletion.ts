import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { sfnDeletions } from '../adapters/sfn-deletions.ts';
import { deletionOf } from '../core/removal/delete-map.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'DELETION_ARN');
const tools = {
  maps: dynamodbMaps(connectDocuments(), env.MAP_TABLE),
  deletions: sfnDeletions(env.DELETION_ARN),
};

/** `GET /api/maps/{map}/deletion`: how far the deletion of an own map is. */
export const handler = apiHandler(MAP_ROUTES['map-deletion'], async ({ params, caller }) =>
  respond(200, await deletionOf(params.map, caller, tools)),
);
