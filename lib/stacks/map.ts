import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { mapApiFunctions } from '../constructs/map-api.ts';
import { mapDeletion } from '../constructs/map-deletion.ts';
import { type MapEndings, mapEndings } from '../constructs/map-endings.ts';
import { mapWorkers } from '../constructs/map-workers.ts';
import { mapStateMachine } from '../constructs/map-workflow/state-machine.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { sharpLayer } from '../constructs/sharp-layer.ts';
import type { ApiStack } from './api.ts';
import type { DeliveryStack } from './delivery.ts';
import type { StorageStack } from './storage.ts';

export type MapStackProps = { config: Config; storage: StorageStack; api: ApiStack; delivery: DeliveryStack };

/** The product map: its functions, its routes in the API, its state machine. */
export class MapStack extends Stack {
  readonly functions: Record<string, ServiceFunction>;
  readonly stateMachine: StateMachine;
  readonly deletion: StateMachine;
  readonly endings: MapEndings;

  constructor(scope: Construct, id: string, { config, storage, api, delivery }: MapStackProps) {
    super(scope, id, { description: 'Tessera: screenshots become a zoomable map' });
    const places = {
      mapTable: storage.mapTable,
      mediaTable: storage.mediaTable,
      workBucket: storage.workBucket,
      tilesBucket: delivery.tilesBucket,
    };
    const workers = mapWorkers(this, { config, sharp: sharpLayer(this, config), ...places });
    this.stateMachine = mapStateMachine(this, 'Build', {
      config,
      functions: workers,
      table: places.mapTable,
      bucket: places.workBucket,
    });
    this.endings = mapEndings(this, { config, build: this.stateMachine, ...places });
    const { removal } = this.endings;
    const { machine, removeMap } = mapDeletion(this, { config, build: this.stateMachine, ...places });
    this.deletion = machine;
    const machines = { stateMachine: this.stateMachine, removal, deletion: machine };
    const routes = mapApiFunctions(this, { config, api, ...machines, ...places });
    this.functions = { ...workers, ...this.endings.functions, 'remove-map': removeMap, ...routes };
    new CfnOutput(this, 'StateMachine', { value: this.stateMachine.stateMachineArn });
  }
}
