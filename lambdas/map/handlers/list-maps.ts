import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { listMaps } from '../core/maps/read-maps.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE');
const maps = dynamodbMaps(connectDocuments(), env.MAP_TABLE);

/** `GET /api/maps`: own maps and public ones; without a token the public ones. */
export const handler = apiHandler(MAP_ROUTES['list-maps'], async ({ query, caller }) =>
  respond(200, await listMaps(caller, query.next, maps)),
);
