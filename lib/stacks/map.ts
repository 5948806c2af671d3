import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { mapApiFunctions } from '../constructs/map-api.ts';
import { mapDeletion } from '../constructs/map-deletion.ts';
import { mapEndings } from '../constructs/map-endings.ts';
import { mapTidying } from '../constructs/map-tidying.ts';
import { mapWorkers } from '../constructs/map-workers.ts';
import { mapStateMachine } from '../constructs/map-workflow/state-machine.ts';
import { opencvLayer } from '../constructs/opencv-layer.ts';
import { sharpLayer } from '../constructs/sharp-layer.ts';
import type { ApiStack } from './api.ts';
import type { DeliveryStack } from './delivery.ts';
import type { StorageStack } from './storage.ts';

export type MapStackProps = { config: Config; storage: StorageStack; api: ApiStack; delivery: DeliveryStack };

/** The product map: its functions, its routes in the API, its state machine. */
export class MapStack extends Stack {
  constructor(scope: Construct, id: string, { config, storage, api, delivery }: MapStackProps) {
    super(scope, id, { description: 'Tessera: screenshots become a zoomable map' });
    const places = {
      mapTable: storage.mapTable,
      mediaTable: storage.mediaTable,
      workBucket: storage.workBucket,
      tilesBucket: delivery.tilesBucket,
    };
    const layers = { sharp: sharpLayer(this, config), opencv: opencvLayer(this) };
    const workers = mapWorkers(this, { config, layers, ...places });
    const build = mapStateMachine(this, 'Build', {
      config,
      functions: workers,
      table: places.mapTable,
      bucket: places.workBucket,
    });
    const { removal } = mapEndings(this, { config, build, ...places });
    const { machine: deletion } = mapDeletion(this, { config, build, ...places });
    mapTidying(this, { config, deletion, ...places });
    const { signingSecretArn } = delivery;
    mapApiFunctions(this, { config, api, stateMachine: build, removal, deletion, signingSecretArn, ...places });
    new CfnOutput(this, 'StateMachine', { value: build.stateMachineArn });
  }
}
