import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { grant } from './grant.ts';
import { grantListing } from './grant-listing.ts';
import { grantRemoval } from './grant-removal.ts';
import type { MapPlaces } from './map-workers.ts';
import { deletionWorkflow } from './map-workflow/deletion.ts';
import { type ServiceFunction, serviceFunction } from './service-function.ts';
import { executionsOf, machineArn, standardMachine } from './standard-machine.ts';

export type MapDeletion = { machine: StateMachine; removeMap: ServiceFunction };
export type MapDeletionProps = MapPlaces & { config: Config; build: StateMachine };

/** Deletes whole maps: one function, and the state machine that calls it until nothing is left. */
export function mapDeletion(scope: Construct, { config, build, ...places }: MapDeletionProps): MapDeletion {
  const { mapTable, mediaTable, workBucket, tilesBucket } = places;
  const name = `${config.name}-map-deletion`;
  // By its name, because the machine itself names the function.
  const arn = machineArn(scope, name);
  const removeMap = serviceFunction(scope, 'RemoveMap', {
    config,
    service: 'map',
    bundle: 'dist/handlers/map/remove-map',
    description: 'Counts and removes what is left of a deleted map, a round at a time',
    timeoutSeconds: TIMEOUT_SECONDS.remove,
    memoryMb: MEMORY_MB.step,
    environment: {
      MAP_TABLE: mapTable.tableName,
      MEDIA_TABLE: mediaTable.tableName,
      WORK_BUCKET: workBucket.bucketName,
      TILES_BUCKET: tilesBucket.bucketName,
      STATE_MACHINE_ARN: build.stateMachineArn,
      DELETION_ARN: arn,
    },
  });
  const { role } = removeMap;
  grantListing(role, workBucket, 'builds/', 'screenshots/', 'saves/');
  grantRemoval(role, places);
  const rows = ['BatchGetItem', 'Query', 'BatchWriteItem', 'DeleteItem'];
  grant(
    role,
    rows.map((action) => `dynamodb:${action}`),
    [mapTable.tableArn],
  );
  grant(role, ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'], [mediaTable.tableArn]);
  grant(role, ['dynamodb:Query'], [`${mediaTable.tableArn}/index/${BY_COLLECTION.name}`]);
  grant(
    role,
    ['states:StopExecution'],
    [executionsOf(scope, build.stateMachineName)],
    'Executions are named after their jobs.',
  );
  grant(role, ['states:StartExecution'], [arn]);

  const machineRole = new Role(scope, 'DeletionRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  grant(machineRole, ['lambda:InvokeFunction'], [removeMap.fn.functionArn]);
  const definition = deletionWorkflow(removeMap.fn.functionArn);
  return { machine: standardMachine(scope, 'Deletion', { config, role: machineRole, name, definition }), removeMap };
}
