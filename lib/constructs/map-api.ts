import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { INDEX } from '../../lambdas/map/keys.ts';
import { MAP_ROUTES, type MapRoute } from '../../lambdas/map/routes.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Config } from '../config.ts';
import type { ApiStack } from '../stacks/api.ts';
import { grant } from './grant.ts';
import type { MapPlaces } from './map-workers.ts';
import { productRoutes } from './product-routes.ts';
import { routeGrants } from './route-grants.ts';
import type { ServiceFunction } from './service-function.ts';
import { executionsOf } from './standard-machine.ts';

export type MapApiProps = MapPlaces & {
  config: Config;
  api: ApiStack;
  stateMachine: StateMachine;
  deletion: StateMachine;
  /** Removes what an unpublished build left. */
  removal: StateMachine;
  /** Of the keys that sign for the tiles of private maps. */
  signingSecretArn: string;
};

/** One function and one route for each line of the table. */
export function mapApiFunctions(scope: Construct, props: MapApiProps): Record<MapRoute, ServiceFunction> {
  const { config, api, mapTable, mediaTable, workBucket, tilesBucket } = props;
  const { stateMachine, removal, deletion, signingSecretArn } = props;
  const environment = {
    MAP_TABLE: mapTable.tableName,
    MEDIA_TABLE: mediaTable.tableName,
    WORK_BUCKET: workBucket.bucketName,
    TILES_BUCKET: tilesBucket.bucketName,
  };
  const signs = { environment: { SIGNING_SECRET_ARN: signingSecretArn } };
  const starts = { environment: { STATE_MACHINE_ARN: stateMachine.stateMachineArn } };
  const deletes = { environment: { DELETION_ARN: deletion.stateMachineArn } };
  const functions = productRoutes(scope, {
    config,
    api,
    product: 'map',
    routes: MAP_ROUTES,
    environment,
    own: {
      'list-maps': signs,
      'map-session': signs,
      'create-job': starts,
      'correct-shots': starts,
      'redrive-job': starts,
      'cancel-job': { environment: { ...starts.environment, REMOVAL_ARN: removal.stateMachineArn } },
      'delete-map': deletes,
      'estimate-job': { environment: { PARALLELISM: JSON.stringify(config.parallelism) } },
      'map-deletion': deletes,
    },
    openBecause: 'Public maps are for everybody; the function reads a token itself when one is sent.',
  });

  const grants = routeGrants(functions);
  const { table, missing } = grants;
  const index = (name: MapRoute, ...names: string[]) => grants.index(name, mapTable, ...names);
  const objects = (
    name: MapRoute,
    action: 'Get' | 'Put' | 'Delete',
    pattern: string,
    why: string,
    bucket = workBucket,
  ) => grants.objects(name, action, bucket, pattern, why);

  table('create-map', mapTable, 'GetItem', 'PutItem', 'UpdateItem');
  index('list-maps', INDEX.mapsByOwner.name, INDEX.mapsByVisibility.name);
  table('map-session', mapTable, 'GetItem');
  for (const name of ['list-maps', 'map-session'] as const) {
    grant(functions[name].role, ['secretsmanager:GetSecretValue'], [signingSecretArn]);
  }
  table('show-map', mapTable, 'GetItem', 'BatchGetItem', 'Query');
  table('list-shots', mapTable, 'GetItem');
  missing('list-shots', workBucket);
  objects(
    'list-shots',
    'Get',
    'builds/*/positions.json',
    'The positions lie in the folder of the build that is asked for.',
  );
  table('show-shot', mapTable, 'GetItem');
  table('show-shot', mediaTable, 'BatchGetItem');
  const places = 'Positions and pairs lie in the folder of the build that is asked for.';
  for (const file of ['positions.json', 'pairs/*']) objects('show-shot', 'Get', `builds/*/${file}`, places);
  const pictures = 'It signs URLs of screenshots, or of what is left of them, of the build that is asked for.';
  for (const each of ['screenshots/*', 'builds/*/previews/*']) objects('show-shot', 'Get', each, pictures);
  missing('show-shot', workBucket);
  table('show-tile', mapTable, 'GetItem');
  const origin = 'Positions and reports of tiles lie in the folder of the build that is asked for.';
  for (const file of ['positions.json', 'tiles/*']) objects('show-tile', 'Get', `builds/*/${file}`, origin);
  missing('show-tile', workBucket);
  table('create-tickets', mapTable, 'GetItem');
  table('create-tickets', mediaTable, 'BatchWriteItem');
  objects('create-tickets', 'Put', 'screenshots/*', 'It signs uploads of names it makes up, below screenshots/{map}/.');
  table('create-save-ticket', mapTable, 'GetItem');
  table('create-save-ticket', mediaTable, 'BatchWriteItem');
  objects('create-save-ticket', 'Put', 'saves/*', 'It signs uploads of names it makes up, below saves/{map}/.');
  table('list-uploads', mapTable, 'GetItem');
  const byCollection = `${mediaTable.tableArn}/index/${BY_COLLECTION.name}`;
  grant(functions['list-uploads'].role, ['dynamodb:Query'], [byCollection]);
  const uploads = 'It looks whether uploads for the map that is asked for are there.';
  for (const each of ['screenshots/*', 'saves/*']) objects('list-uploads', 'Get', each, uploads);
  missing('list-uploads', workBucket);
  table('rollback-map', mapTable, 'GetItem', 'UpdateItem', 'ConditionCheckItem');
  objects('rollback-map', 'Get', '*/map.json', 'It reads map.json of the build that is asked for.', tilesBucket);
  objects('rollback-map', 'Put', '*/map.json', 'It writes map.json of the map that is asked for.', tilesBucket);
  missing('rollback-map', tilesBucket);
  table('delete-map', mapTable, 'GetItem', 'UpdateItem', 'DeleteItem');
  objects('delete-map', 'Delete', '*/map.json', 'It removes map.json of the map that is asked for.', tilesBucket);
  grant(functions['delete-map'].role, ['states:StartExecution'], [deletion.stateMachineArn]);
  table('map-deletion', mapTable, 'GetItem');
  for (const name of ['delete-map', 'map-deletion'] as const) {
    const why = 'Executions are named after the maps that they delete.';
    grant(functions[name].role, ['states:DescribeExecution'], [executionsOf(scope, deletion.stateMachineName)], why);
  }
  for (const name of ['create-job', 'correct-shots'] as const) {
    table(name, mapTable, 'GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem');
    table(name, mediaTable, 'BatchGetItem');
    objects(name, 'Put', 'builds/*/plan/request.json', 'Every build has a folder of its own, named by its id.');
    grant(functions[name].role, ['states:StartExecution'], [stateMachine.stateMachineArn]);
  }
  objects('correct-shots', 'Get', 'builds/*/positions.json', 'It reads where the shots of the build lie.');
  table('list-jobs', mapTable, 'Query');
  index('list-jobs', INDEX.jobsByOwner.name);
  table('job-status', mapTable, 'GetItem', 'Query');
  table('redrive-job', mapTable, 'GetItem', 'UpdateItem', 'PutItem', 'ConditionCheckItem');
  table('redrive-job', mediaTable, 'BatchGetItem');
  grant(functions['redrive-job'].role, ['states:StartExecution'], [stateMachine.stateMachineArn]);
  objects('redrive-job', 'Put', 'builds/*/plan/requests/*', 'A repaired request lies in the folder of its build.');
  table('job-cost', mapTable, 'GetItem');
  // It lists what the build's steps wrote, too.
  missing('job-cost', workBucket);
  for (const file of ['usage/*', 'plan/request.json', 'coverage.json']) {
    objects('job-cost', 'Get', `builds/*/${file}`, 'What the steps used lies in the folder of the build of the job.');
  }
  table('job-shots', mapTable, 'GetItem', 'Query');
  for (const name of ['redrive-job', 'job-shots', 'correct-shots'] as const) {
    missing(name, workBucket);
    objects(name, 'Get', 'builds/*/plan/*', 'The request lies in the folder of its build.');
  }
  table('cancel-job', mapTable, 'GetItem', 'UpdateItem');
  grant(functions['cancel-job'].role, ['states:StartExecution'], [removal.stateMachineArn]);
  const executions = 'Executions are named after their jobs.';
  grant(
    functions['cancel-job'].role,
    ['states:StopExecution'],
    [executionsOf(scope, stateMachine.stateMachineName)],
    executions,
  );
  return functions;
}
