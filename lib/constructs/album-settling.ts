import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { INDEX } from '../../lambdas/album/keys.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import type { AlbumQueues } from './album-workers.ts';
import { grant } from './grant.ts';
import { serviceFunction } from './service-function.ts';
import { tidying } from './tidying.ts';
import { grantSending } from './worker-queue.ts';

/** What was announced and never confirmed goes, and what a message was lost for is asked for again: once an hour. */
export function albumSettling(
  scope: Construct,
  { config, albumTable, queues }: { config: Config; albumTable: TableV2; queues: AlbumQueues },
): void {
  const settle = serviceFunction(scope, 'SettleAlbums', {
    config,
    service: 'album',
    bundle: 'dist/handlers/album/settle-albums',
    description: 'Asks again for what should have been done in albums by now',
    timeoutSeconds: TIMEOUT_SECONDS.publish,
    memoryMb: MEMORY_MB.api,
    environment: {
      ALBUM_TABLE: albumTable.tableName,
      VARIANTS_QUEUE_URL: queues.variants.queue.queueUrl,
      DELETIONS_QUEUE_URL: queues.deletions.queue.queueUrl,
    },
  });
  grant(settle.role, ['dynamodb:Query'], [`${albumTable.tableArn}/index/${INDEX.unsettled.name}`]);
  grantSending(settle, queues.variants);
  grantSending(settle, queues.deletions);
  tidying(scope, 'Settling', {
    config,
    name: 'album-settling',
    tidy: settle,
    every: 'rate(1 hour)',
    what: 'Starts the settling of albums once an hour',
  });
}
