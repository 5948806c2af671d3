import type { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { PHOTO_WORK_SECONDS } from '../limits/photos.ts';
import { MEMORY_MB } from '../limits.ts';
import type { AlbumPlaces } from './album-api.ts';
import { albumSettling } from './album-settling.ts';
import { grant } from './grant.ts';
import { serviceFunction } from './service-function.ts';
import { grantSending, type WorkerQueue, workerQueue } from './worker-queue.ts';

export type AlbumQueues = { variants: WorkerQueue; deletions: WorkerQueue };

const FOLDERS = 'Photos lie below folders of their owners and albums.';

/** What is done behind the answers: variants are made, what was deleted is removed. */
export function albumWorkers(
  scope: Construct,
  {
    config,
    sharp,
    albumTable,
    mediaTable,
    workBucket,
    mediaBucket,
  }: AlbumPlaces & { config: Config; sharp: LayerVersion },
): AlbumQueues {
  const environment = {
    ALBUM_TABLE: albumTable.tableName,
    MEDIA_TABLE: mediaTable.tableName,
    WORK_BUCKET: workBucket.bucketName,
    MEDIA_BUCKET: mediaBucket.bucketName,
  };
  const originals = workBucket.arnForObjects('originals/*');
  const shown = mediaBucket.arnForObjects('media/albums/*');

  const variant = serviceFunction(scope, 'MakeVariants', {
    config,
    service: 'album',
    bundle: 'dist/handlers/album/make-variants',
    description: 'Makes what people see of a photo',
    timeoutSeconds: PHOTO_WORK_SECONDS.variants,
    memoryMb: MEMORY_MB.worker,
    environment,
    layers: [sharp],
  });
  grant(variant.role, ['dynamodb:GetItem', 'dynamodb:ConditionCheckItem'], [mediaTable.tableArn]);
  grant(variant.role, ['dynamodb:UpdateItem'], [albumTable.tableArn]);
  grant(variant.role, ['s3:GetObject'], [originals], FOLDERS);
  // Without the right to list, S3 answers 403 for an original that has just gone.
  grant(variant.role, ['s3:ListBucket'], [workBucket.bucketArn]);
  grant(variant.role, ['s3:PutObject', 's3:DeleteObject'], [shown], FOLDERS);

  const removal = serviceFunction(scope, 'RemovePhotos', {
    config,
    service: 'album',
    bundle: 'dist/handlers/album/remove-photos',
    description: 'Removes what was deleted of albums and photos',
    timeoutSeconds: PHOTO_WORK_SECONDS.remove,
    memoryMb: MEMORY_MB.step,
    environment,
  });
  const rows = ['GetItem', 'UpdateItem', 'DeleteItem'];
  grant(
    removal.role,
    rows.map((action) => `dynamodb:${action}`),
    [mediaTable.tableArn],
  );
  const albumRows = [...rows, 'Query', 'PutItem', 'BatchWriteItem'];
  grant(
    removal.role,
    albumRows.map((action) => `dynamodb:${action}`),
    [albumTable.tableArn],
  );
  grant(removal.role, ['s3:DeleteObject'], [originals, shown], FOLDERS);

  const queues = {
    variants: workerQueue(scope, 'VariantsQueue', { worker: variant, batchSize: 1 }),
    deletions: workerQueue(scope, 'DeletionsQueue', { worker: removal, batchSize: 1 }),
  };
  removal.fn.addEnvironment('DELETIONS_QUEUE_URL', queues.deletions.queue.queueUrl);
  grantSending(removal, queues.deletions);
  albumSettling(scope, { config, albumTable, queues });
  return queues;
}
