import type { AlbumRoute } from '../../lambdas/album/routes.ts';
import type { AlbumPlaces } from './album-api.ts';
import { routeGrants } from './route-grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** What the routes of links may touch. */
export function grantShareRoutes(functions: Record<AlbumRoute, ServiceFunction>, { albumTable }: AlbumPlaces): void {
  const { table } = routeGrants(functions);
  table('create-share', albumTable, 'GetItem', 'Query', 'BatchGetItem', 'PutItem', 'ConditionCheckItem');
  table('list-shares', albumTable, 'GetItem', 'Query', 'BatchGetItem');
  table('revoke-share', albumTable, 'GetItem', 'UpdateItem');
  // Reads album, link and session, and counts the request.
  table('show-share', albumTable, 'GetItem', 'UpdateItem');
  table('open-share', albumTable, 'GetItem', 'UpdateItem', 'PutItem');
}
