import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { secretSigner } from '../../media/adapters/secrets-signing-keys.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { withPictures } from '../core/maps/map-pictures.ts';
import { listMaps } from '../core/maps/read-maps.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'SIGNING_SECRET_ARN');
const maps = dynamodbMaps(connectDocuments(), env.MAP_TABLE);
const tools = { signer: secretSigner(env.SIGNING_SECRET_ARN, systemClock), clock: systemClock };

/** `GET /api/maps`: own maps and public ones; without a token the public ones. */
export const handler = apiHandler(MAP_ROUTES['list-maps'], async ({ query, caller }) =>
  respond(200, await withPictures(await listMaps(caller, query.next, maps), tools)),
);
