import type { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { PHOTO_WORK_SECONDS } from '../limits/photos.ts';
import { MEMORY_MB } from '../limits.ts';
import type { AlbumPlaces } from './album-api.ts';
import type { AlbumQueues } from './album-workers.ts';
import { ARRIVALS_VISIBILITY } from './arrivals-queue.ts';
import type { DurableQueue } from './durable-queue.ts';
import { grant } from './grant.ts';
import { serviceFunction } from './service-function.ts';
import { grantSending, workOn } from './worker-queue.ts';

const FOLDERS = 'Names of photos are made up, and lie below a folder of their owner.';
/** Nobody waits for it, so it takes little of the account's concurrency. */
const AT_ONCE = 2;

/** Photos whose sender was cut off before the word that they are there: the bucket's word is as good. */
export function albumArrivals(
  scope: Construct,
  {
    config,
    sharp,
    arrivals,
    queues,
    albumTable,
    mediaTable,
    workBucket,
  }: Pick<AlbumPlaces, 'albumTable' | 'mediaTable' | 'workBucket'> & {
    config: Config;
    sharp: LayerVersion;
    arrivals: DurableQueue;
    queues: AlbumQueues;
  },
): void {
  const worker = serviceFunction(scope, 'TakeArrivals', {
    config,
    service: 'album',
    bundle: 'dist/handlers/album/take-arrivals',
    description: 'Takes photos into their albums that nobody confirmed',
    timeoutSeconds: PHOTO_WORK_SECONDS.arrivals,
    // A photo of 50 MB at most is held, whose header is looked at.
    memoryMb: MEMORY_MB.step,
    environment: {
      ALBUM_TABLE: albumTable.tableName,
      MEDIA_TABLE: mediaTable.tableName,
      WORK_BUCKET: workBucket.bucketName,
      VARIANTS_QUEUE_URL: queues.variants.queue.queueUrl,
    },
    layers: [sharp],
  });
  grant(worker.role, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [mediaTable.tableArn]);
  const rows = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
  grant(
    worker.role,
    rows.map((action) => `dynamodb:${action}`),
    [albumTable.tableArn],
  );
  grant(worker.role, ['s3:GetObject', 's3:DeleteObject'], [workBucket.arnForObjects('originals/*')], FOLDERS);
  // Without the right to list, S3 answers 403 for an original that has just gone.
  grant(worker.role, ['s3:ListBucket'], [workBucket.bucketArn]);
  grantSending(worker, queues.variants);
  // One at a time: memory is that of one picture, and a call that dies takes nobody else's attempt.
  workOn(scope, 'Arrivals', arrivals, {
    worker,
    batchSize: 1,
    maxConcurrency: AT_ONCE,
    visibilitySeconds: ARRIVALS_VISIBILITY,
  });
}
