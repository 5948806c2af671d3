import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { grant } from './grant.ts';
import { grantListing } from './grant-listing.ts';
import type { MapPlaces } from './map-workers.ts';
import { deletionWorkflow } from './map-workflow/deletion.ts';
import { type ServiceFunction, serviceFunction } from './service-function.ts';
import { standardMachine } from './standard-machine.ts';

export type MapDeletion = { machine: StateMachine; removeMap: ServiceFunction };
export type MapDeletionProps = MapPlaces & { config: Config; build: StateMachine };

/** Deletes whole maps: one function, and the state machine that calls it until nothing is left. */
export function mapDeletion(scope: Construct, { config, build, ...places }: MapDeletionProps): MapDeletion {
  const { mapTable, mediaTable, workBucket, tilesBucket } = places;
  const name = `${config.name}-map-deletion`;
  const arnOf = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  // By its name, because the machine itself names the function.
  const machineArn = arnOf('stateMachine', name);
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
      DELETION_ARN: machineArn,
    },
  });
  const { role } = removeMap;
  grantListing(role, workBucket, 'builds/', 'screenshots/');
  grantListing(role, tilesBucket, 'tiles/');
  grant(
    role,
    ['s3:DeleteObject'],
    [
      workBucket.arnForObjects('builds/*'),
      workBucket.arnForObjects('screenshots/*'),
      tilesBucket.arnForObjects('tiles/*'),
    ],
    'Objects are named by map and build; the prefix is as narrow as the name allows.',
  );
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
    [arnOf('execution', `${build.stateMachineName}:*`)],
    'Executions are named after their jobs.',
  );
  grant(role, ['states:StartExecution'], [machineArn]);

  const machineRole = new Role(scope, 'DeletionRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  grant(machineRole, ['lambda:InvokeFunction'], [removeMap.fn.functionArn]);
  const definition = deletionWorkflow(removeMap.fn.functionArn);
  return { machine: standardMachine(scope, 'Deletion', { config, role: machineRole, name, definition }), removeMap };
}

/** ARNs of the executions that delete maps, for whoever asks how far they are. */
export const deletionsOf = (machine: StateMachine) =>
  Stack.of(machine).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${machine.stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
