import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INDEX as ALBUM_INDEX } from '../../lambdas/album/keys.ts';
import { INDEX } from '../../lambdas/map/keys.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Config } from '../config.ts';
import { accessLogs } from '../constructs/access-logs.ts';
import { arrivalsQueue } from '../constructs/arrivals-queue.ts';
import type { DurableQueue } from '../constructs/durable-queue.ts';
import { expiringTable } from '../constructs/expiring-table.ts';
import { privateBucket } from '../constructs/private-bucket.ts';

/** What must outlive every other stack: tables, the private bucket, and the queue that it tells. */
export class StorageStack extends Stack {
  readonly mapTable: TableV2;
  readonly albumTable: TableV2;
  readonly mediaTable: TableV2;
  readonly workBucket: Bucket;
  /** Where the bucket says what has come of photos. */
  readonly arrivals: DurableQueue;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, { description: 'Tessera: tables and private buckets' });
    const publicUrl = new CfnParameter(this, 'PublicUrl', {
      description: 'Address of the web app (https://...), the only origin whose pages may upload.',
    });
    const logs = accessLogs(this, config);

    this.mapTable = expiringTable(this, 'MapTable', config, Object.values(INDEX));
    this.albumTable = expiringTable(this, 'AlbumTable', config, Object.values(ALBUM_INDEX));
    this.mediaTable = expiringTable(this, 'MediaTable', config, [BY_COLLECTION]);
    this.workBucket = privateBucket(this, 'WorkBucket', config, {
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'work/',
      cors: [
        {
          allowedOrigins: [publicUrl.valueAsString],
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET, HttpMethods.HEAD],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
    });
    this.arrivals = arrivalsQueue(this, this.workBucket);
  }
}
