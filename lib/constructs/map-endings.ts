import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { deadLetters } from './dead-letters.ts';
import { grant } from './grant.ts';
import { grantBuildRemoval } from './grant-removal.ts';
import { mapRemoval } from './map-removal.ts';
import type { MapPlaces } from './map-workers.ts';
import { type ServiceFunction, serviceFunction } from './service-function.ts';
import { executionsOf } from './standard-machine.ts';

export type MapEndings = {
  functions: Record<'remove-build' | 'settle-execution', ServiceFunction>;
  /** Removes what an unpublished build left. */
  removal: StateMachine;
  /** Ends of executions that nobody could be told of. */
  unsettled: Queue;
};
export type MapEndingsProps = MapPlaces & { config: Config; build: StateMachine };

/** What happens when a job ends otherwise than by its state machine: it was cancelled, or its execution died from outside. */
export function mapEndings(scope: Construct, { config, build, ...places }: MapEndingsProps): MapEndings {
  const { mapTable, mediaTable, workBucket, tilesBucket } = places;
  const make = (id: string, bundle: string, does: string, seconds: number, environment: Record<string, string>) =>
    serviceFunction(scope, id, {
      config,
      service: 'map',
      bundle: `dist/handlers/map/${bundle}`,
      description: does,
      timeoutSeconds: seconds,
      memoryMb: MEMORY_MB.step,
      environment: { MAP_TABLE: mapTable.tableName, ...environment },
    });

  const removeBuild = make(
    'RemoveBuild',
    'remove-build',
    'Removes what an unpublished build left',
    TIMEOUT_SECONDS.remove,
    {
      MEDIA_TABLE: mediaTable.tableName,
      WORK_BUCKET: workBucket.bucketName,
      TILES_BUCKET: tilesBucket.bucketName,
      STATE_MACHINE_ARN: build.stateMachineArn,
    },
  );
  const { role } = removeBuild;
  grantBuildRemoval(role, places);
  grant(role, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchWriteItem'], [mapTable.tableArn]);
  grant(role, ['dynamodb:BatchWriteItem'], [mediaTable.tableArn]);
  grant(
    role,
    ['states:StopExecution'],
    [executionsOf(scope, build.stateMachineName)],
    'Executions are named after their jobs.',
  );
  const removal = mapRemoval(scope, 'Removal', config, removeBuild);

  const settle = make(
    'SettleExecution',
    'settle-execution',
    'Fails the job of an execution that died from outside',
    TIMEOUT_SECONDS.api,
    { REMOVAL_ARN: removal.stateMachineArn },
  );
  grant(settle.role, ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'], [mapTable.tableArn]);
  grant(settle.role, ['states:StartExecution'], [removal.stateMachineArn]);
  const unsettled = deadLetters(scope, 'Unsettled');
  tellOfBadEnds(scope, { build, settle, unsettled });
  return { functions: { 'remove-build': removeBuild, 'settle-execution': settle }, removal, unsettled };
}

/** A day of attempts by EventBridge to reach the function and two by Lambda to run it; then the event waits in the queue. */
function tellOfBadEnds(
  scope: Construct,
  { build, settle, unsettled }: { build: StateMachine; settle: ServiceFunction; unsettled: Queue },
): void {
  const maxEventAge = Duration.hours(24);
  new Rule(scope, 'BuildEndedBadly', {
    description: 'An execution of the state machine Build failed, timed out or was stopped',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [build.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [new LambdaFunction(settle.fn, { deadLetterQueue: unsettled, retryAttempts: 185, maxEventAge })],
  });
  grant(settle.role, ['sqs:SendMessage'], [unsettled.queueArn]);
  new CfnEventInvokeConfig(scope, 'SettleExecutionInvocations', {
    functionName: settle.fn.functionName,
    qualifier: '$LATEST',
    maximumRetryAttempts: 2,
    destinationConfig: { onFailure: { destination: unsettled.queueArn } },
  });
}
