import { tokenVerifier } from '../../kernel/caller.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { listMaps } from '../core/maps/read-maps.ts';
import { PageQuery } from '../schemas.ts';

const env = readEnv('MAP_TABLE', 'OIDC_ISSUER', 'OIDC_AUDIENCE');
const maps = dynamodbMaps(connectDocuments(), env.MAP_TABLE);
const verifyToken = tokenVerifier({ issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, scope: 'maps:read' });

/** `GET /api/maps`: own maps and public ones; without a token the public ones. */
export const handler = apiHandler({ query: PageQuery, verifyToken }, async ({ query, caller }) =>
  respond(200, await listMaps(caller, query.next, maps)),
);
