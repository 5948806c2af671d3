import { INDEX } from '../../lambdas/album/keys.ts';
import type { AlbumRoute } from '../../lambdas/album/routes.ts';
import type { AlbumPlaces } from './album-api.ts';
import type { AlbumQueues } from './album-workers.ts';
import { grant } from './grant.ts';
import { routeGrants } from './route-grants.ts';
import type { ServiceFunction } from './service-function.ts';
import { grantSending } from './worker-queue.ts';

/** What the routes of albums and their photos may touch. */
export function grantAlbumRoutes(
  functions: Record<AlbumRoute, ServiceFunction>,
  { albumTable, mediaTable, workBucket, mediaBucket, signingSecretArn }: AlbumPlaces,
  { variants, deletions }: AlbumQueues,
): void {
  const { table, index, objects, missing } = routeGrants(functions);
  table('create-album', albumTable, 'PutItem');
  index('list-albums', albumTable, INDEX.byOwner.name, INDEX.byFormerOwner.name);
  // Counts what is left of an album that is being deleted.
  table('list-albums', albumTable, 'Query');
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
  for (const name of ['confirm-photo', 'upload-photo', 'add-photo'] as const) grantSending(functions[name], variants);
  for (const name of ['delete-photo', 'delete-album', 'remove-photo'] as const) {
    grantSending(functions[name], deletions);
  }
  table('delete-photo', albumTable, 'PutItem', 'UpdateItem');
  table('delete-photo', mediaTable, 'GetItem', 'UpdateItem');
  table('delete-album', albumTable, 'GetItem', 'UpdateItem');
  table('photo-image', albumTable, 'GetItem');
  table('photo-image', mediaTable, 'GetItem');
  objects('photo-image', 'Get', workBucket, 'originals/*', folder);
  objects('photo-image', 'Get', mediaBucket, 'media/albums/*', 'Variants lie below the folder of their album.');
  for (const bucket of [workBucket, mediaBucket]) missing('photo-image', bucket);
  grant(functions['photo-image'].role, ['secretsmanager:GetSecretValue'], [signingSecretArn]);
  table('upload-photo', albumTable, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem');
  table('upload-photo', mediaTable, 'PutItem', 'UpdateItem');
  objects('upload-photo', 'Put', workBucket, 'originals/*', folder);
  table('add-photo', albumTable, 'GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem');
  table('add-photo', mediaTable, 'GetItem', 'UpdateItem');
  table('remove-photo', albumTable, 'PutItem', 'UpdateItem', 'DeleteItem');
  table('remove-photo', mediaTable, 'GetItem', 'UpdateItem');
}
