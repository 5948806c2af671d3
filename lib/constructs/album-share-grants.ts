import type { AlbumRoute } from '../../lambdas/album/routes.ts';
import type { AlbumPlaces } from './album-api.ts';
import type { AlbumQueues } from './album-workers.ts';
import { grant } from './grant.ts';
import { routeGrants } from './route-grants.ts';
import type { ServiceFunction } from './service-function.ts';
import { grantSending } from './worker-queue.ts';

/** What the routes of links may touch. */
export function grantShareRoutes(
  functions: Record<AlbumRoute, ServiceFunction>,
  { albumTable, mediaTable, workBucket, mediaBucket, signingSecretArn }: AlbumPlaces,
  { variants }: AlbumQueues,
): void {
  const { table, objects, missing } = routeGrants(functions);
  table('create-share', albumTable, 'GetItem', 'Query', 'BatchGetItem', 'PutItem', 'ConditionCheckItem');
  table('list-shares', albumTable, 'GetItem', 'Query', 'BatchGetItem');
  table('revoke-share', albumTable, 'GetItem', 'UpdateItem');
  // Reads album, link and session at once, and counts the request.
  table('show-share', albumTable, 'BatchGetItem', 'UpdateItem');
  table('open-share', albumTable, 'BatchGetItem', 'GetItem', 'UpdateItem', 'PutItem');
  table('album-session', albumTable, 'GetItem');
  for (const name of ['open-share', 'album-session', 'share-image'] as const) {
    grant(functions[name].role, ['secretsmanager:GetSecretValue'], [signingSecretArn]);
  }
  table('list-share-photos', albumTable, 'BatchGetItem', 'UpdateItem', 'Query');
  table('list-share-photos', mediaTable, 'BatchGetItem');
  table('share-image', albumTable, 'BatchGetItem', 'GetItem', 'UpdateItem');
  table('share-image', mediaTable, 'GetItem');
  // Where nothing can be signed.
  objects('share-image', 'Get', mediaBucket, 'media/albums/*', 'Variants lie below the folder of their album.');
  missing('share-image', mediaBucket);

  const folder = 'Names of photos are made up, and lie below a folder of the owner of the album.';
  table('create-share-ticket', albumTable, 'BatchGetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem');
  table('create-share-ticket', mediaTable, 'PutItem');
  objects('create-share-ticket', 'Put', workBucket, 'originals/*', folder);
  table('renew-share-ticket', albumTable, 'BatchGetItem', 'UpdateItem');
  table('renew-share-ticket', mediaTable, 'GetItem', 'UpdateItem');
  objects('renew-share-ticket', 'Put', workBucket, 'originals/*', folder);
  table('confirm-share-photo', albumTable, 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
  table('confirm-share-photo', mediaTable, 'GetItem', 'UpdateItem');
  objects('confirm-share-photo', 'Get', workBucket, 'originals/*', folder);
  objects('confirm-share-photo', 'Delete', workBucket, 'originals/*', folder);
  missing('confirm-share-photo', workBucket);
  grantSending(functions['confirm-share-photo'], variants);
  table('show-sent-photos', albumTable, 'BatchGetItem', 'UpdateItem');
  table('show-sent-photos', mediaTable, 'BatchGetItem');
}
