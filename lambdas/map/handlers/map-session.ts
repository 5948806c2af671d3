import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { mapSession } from '../core/maps/map-session.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'SIGNING_SECRET_ARN');
const tools = {
  maps: dynamodbMaps(connectDocuments(), env.MAP_TABLE),
  signer: secretSigner(env.SIGNING_SECRET_ARN, systemClock),
  clock: systemClock,
};

/** `POST /api/maps/{map}/session`: cookies for all tiles of a private map, so that a page asks once for all of them. */
export const handler = apiHandler(MAP_ROUTES['map-session'], async ({ params, caller }) => {
  const { cookies, ...session } = await mapSession(params.map, caller, tools);
  return respond(200, session, { cookies });
});
