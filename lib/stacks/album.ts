import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { albumApiFunctions } from '../constructs/album-api.ts';
import { albumArrivals } from '../constructs/album-arrivals.ts';
import { albumWorkers } from '../constructs/album-workers.ts';
import { sharpLayer } from '../constructs/sharp-layer.ts';
import type { ApiStack } from './api.ts';
import type { DeliveryStack } from './delivery.ts';
import type { StorageStack } from './storage.ts';

export type AlbumStackProps = { config: Config; storage: StorageStack; api: ApiStack; delivery: DeliveryStack };

/** The product album: its functions, their routes in the API, its queues and their workers. */
export class AlbumStack extends Stack {
  constructor(scope: Construct, id: string, { config, storage, api, delivery }: AlbumStackProps) {
    super(scope, id, { description: 'Tessera: private photo albums, shared by link' });
    const { albumTable, mediaTable, workBucket, arrivals } = storage;
    const { mediaBucket, signingSecretArn, originSecretArn } = delivery;
    const places = { albumTable, mediaTable, workBucket, mediaBucket, signingSecretArn };
    const sharp = sharpLayer(this, config);
    const queues = albumWorkers(this, { config, sharp, ...places });
    albumArrivals(this, { config, sharp, arrivals, queues, ...places });
    albumApiFunctions(this, { config, api, sharp, queues, originSecretArn, ...places });
  }
}
