import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { randomIds } from '../../kernel/ids.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { createMap } from '../core/maps/create-map.ts';
import { summaryOf } from '../core/maps/read-maps.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE');
const tools = { maps: dynamodbMaps(connectDocuments(), env.MAP_TABLE), clock: systemClock, ids: randomIds };

/** `POST /api/maps`: 201 a new map, 200 the owner's map of that name. */
export const handler = apiHandler(MAP_ROUTES['create-map'], async ({ body, caller }) => {
  const { created, map } = await createMap(body, caller.sub, tools);
  return respond(created ? 201 : 200, summaryOf(map, caller));
});
