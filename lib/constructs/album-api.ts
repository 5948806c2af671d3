import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ALBUM_ROUTES, type AlbumRoute } from '../../lambdas/album/routes.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB } from '../limits.ts';
import type { ApiStack } from '../stacks/api.ts';
import { grantAlbumRoutes } from './album-photo-grants.ts';
import { grantShareRoutes } from './album-share-grants.ts';
import type { AlbumQueues } from './album-workers.ts';
import { productRoutes } from './product-routes.ts';
import type { ServiceFunction } from './service-function.ts';

/** Where the album's things lie. */
export type AlbumPlaces = {
  albumTable: TableV2;
  mediaTable: TableV2;
  /** Originals. */
  workBucket: Bucket;
  /** Variants, which the edge shows to whom they are signed for. */
  mediaBucket: Bucket;
  signingSecretArn: string;
};
export type AlbumApiProps = AlbumPlaces & {
  config: Config;
  api: ApiStack;
  sharp: LayerVersion;
  queues: AlbumQueues;
  originSecretArn: string;
};

/** One function and one route for each line of the table. */
export function albumApiFunctions(
  scope: Construct,
  { config, api, sharp, queues, originSecretArn, ...places }: AlbumApiProps,
): Record<AlbumRoute, ServiceFunction> {
  const { albumTable, mediaTable, workBucket, mediaBucket, signingSecretArn } = places;
  // A photo of 50 MB at most is held, whose header is looked at.
  const pictures = { layers: [sharp], memoryMb: MEMORY_MB.step };
  const functions = productRoutes(scope, {
    config,
    api,
    product: 'album',
    routes: ALBUM_ROUTES,
    environment: {
      ALBUM_TABLE: albumTable.tableName,
      MEDIA_TABLE: mediaTable.tableName,
      WORK_BUCKET: workBucket.bucketName,
      MEDIA_BUCKET: mediaBucket.bucketName,
      SIGNING_SECRET_ARN: signingSecretArn,
      VARIANTS_QUEUE_URL: queues.variants.queue.queueUrl,
      DELETIONS_QUEUE_URL: queues.deletions.queue.queueUrl,
    },
    originSecretArn,
    own: { 'confirm-photo': pictures, 'upload-photo': pictures, 'confirm-share-photo': pictures },
    openBecause: 'Guests have no account: the function looks at the share link and its session itself.',
  });
  grantAlbumRoutes(functions, places, queues);
  grantShareRoutes(functions, places, queues);
  return functions;
}
