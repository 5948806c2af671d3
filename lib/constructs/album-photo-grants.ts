import { INDEX } from '../../lambdas/album/keys.ts';
import type { AlbumRoute } from '../../lambdas/album/routes.ts';
import type { AlbumPlaces } from './album-api.ts';
import { routeGrants } from './route-grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** What the routes of albums and their photos may touch. */
export function grantAlbumRoutes(
  functions: Record<AlbumRoute, ServiceFunction>,
  { albumTable, mediaTable, workBucket }: AlbumPlaces,
): void {
  const { table, index, objects, missing } = routeGrants(functions);
  table('create-album', albumTable, 'PutItem');
  index('list-albums', albumTable, INDEX.byOwner.name);
  table('show-album', albumTable, 'GetItem');
  table('update-album', albumTable, 'GetItem', 'UpdateItem');

  const folder = 'Names of photos are made up, and lie below a folder of their owner.';
  table('create-photo-ticket', albumTable, 'GetItem', 'PutItem', 'ConditionCheckItem');
  table('create-photo-ticket', mediaTable, 'PutItem');
  objects('create-photo-ticket', 'Put', workBucket, 'originals/*', folder);
  table('renew-photo-ticket', mediaTable, 'GetItem', 'UpdateItem');
  objects('renew-photo-ticket', 'Put', workBucket, 'originals/*', folder);
  table('confirm-photo', albumTable, 'PutItem', 'UpdateItem', 'DeleteItem');
  table('confirm-photo', mediaTable, 'GetItem', 'UpdateItem');
  objects('confirm-photo', 'Get', workBucket, 'originals/*', folder);
  objects('confirm-photo', 'Delete', workBucket, 'originals/*', folder);
  missing('confirm-photo', workBucket);
  table('list-photos', albumTable, 'GetItem', 'Query');
  table('list-photos', mediaTable, 'BatchGetItem');
  table('show-photo', albumTable, 'GetItem');
  table('show-photo', mediaTable, 'GetItem');
}
