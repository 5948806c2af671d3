import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { apiHandler } from '../../kernel/http.ts';
import { respond } from '../../kernel/respond.ts';
import { connectS3 } from '../../kernel/s3.ts';
import { dynamodbMaps } from '../adapters/dynamodb-maps.ts';
import { s3Objects } from '../adapters/s3-objects.ts';
import { sfnDeletions } from '../adapters/sfn-deletions.ts';
import { deleteMap } from '../core/removal/delete-map.ts';
import { MAP_ROUTES } from '../routes.ts';

const env = readEnv('MAP_TABLE', 'TILES_BUCKET', 'DELETION_ARN');
const tools = {
  maps: dynamodbMaps(connectDocuments(), env.MAP_TABLE),
  tiles: s3Objects(connectS3(), env.TILES_BUCKET),
  deletions: sfnDeletions(env.DELETION_ARN),
  clock: systemClock,
};

/** `DELETE /api/maps/{map}`: gone for everybody at once, 202 while the rest of it is removed. */
export const handler = apiHandler(MAP_ROUTES['delete-map'], async ({ params, caller }) => {
  const deletion = await deleteMap(params.map, caller, tools);
  return respond(deletion.status === 'deleted' ? 200 : 202, deletion);
});
