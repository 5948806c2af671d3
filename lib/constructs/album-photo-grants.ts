import { INDEX } from '../../lambdas/album/keys.ts';
import type { AlbumRoute } from '../../lambdas/album/routes.ts';
import type { AlbumPlaces } from './album-api.ts';
import { routeGrants } from './route-grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** What the routes of albums and their photos may touch. */
export function grantAlbumRoutes(functions: Record<AlbumRoute, ServiceFunction>, { albumTable }: AlbumPlaces): void {
  const { table, index } = routeGrants(functions);
  table('create-album', albumTable, 'PutItem');
  index('list-albums', albumTable, INDEX.byOwner.name);
  table('show-album', albumTable, 'GetItem');
  table('update-album', albumTable, 'GetItem', 'UpdateItem');
}
