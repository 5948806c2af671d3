import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { INDEX } from '../../lambdas/map/keys.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { grant } from './grant.ts';
import { grantBuildRemoval } from './grant-removal.ts';
import type { MapPlaces } from './map-workers.ts';
import { serviceFunction } from './service-function.ts';
import { tidying } from './tidying.ts';

export type MapTidyingProps = MapPlaces & { config: Config; deletion: StateMachine };

/** What nobody needs any more goes once a day: a schedule, and a state machine that goes through all maps. */
export function mapTidying(scope: Construct, { config, deletion, ...places }: MapTidyingProps): void {
  const { mapTable, mediaTable, workBucket, tilesBucket } = places;
  const tidy = serviceFunction(scope, 'Tidy', {
    config,
    service: 'map',
    bundle: 'dist/handlers/map/tidy',
    description: 'Removes replaced builds, abandoned ones and unused uploads of some maps',
    timeoutSeconds: TIMEOUT_SECONDS.remove,
    memoryMb: MEMORY_MB.step,
    environment: {
      MAP_TABLE: mapTable.tableName,
      MEDIA_TABLE: mediaTable.tableName,
      WORK_BUCKET: workBucket.bucketName,
      TILES_BUCKET: tilesBucket.bucketName,
      DELETION_ARN: deletion.stateMachineArn,
    },
  });
  const { role } = tidy;
  grantBuildRemoval(role, places);
  const onRows = ['BatchGetItem', 'Query', 'UpdateItem', 'ConditionCheckItem', 'DeleteItem', 'BatchWriteItem'];
  grant(
    role,
    onRows.map((action) => `dynamodb:${action}`),
    [mapTable.tableArn],
  );
  grant(role, ['dynamodb:Query'], [`${mapTable.tableArn}/index/${INDEX.mapsByVisibility.name}`]);
  grant(role, ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'], [mediaTable.tableArn]);
  grant(role, ['dynamodb:Query'], [`${mediaTable.tableArn}/index/${BY_COLLECTION.name}`]);
  grant(role, ['states:StartExecution'], [deletion.stateMachineArn]);

  tidying(scope, 'Tidying', {
    config,
    name: 'map-tidying',
    // Ten maps a round: 35,000 of them in an execution.
    tidy,
    every: 'rate(1 day)',
    what: 'Starts the tidying of maps once a day',
    failed: { error: 'MapsNotTidied', cause: 'maps could not be tidied; the log of Tidy names them.' },
  });
}
