import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { INDEX } from '../../lambdas/map/keys.ts';
import { BY_COLLECTION } from '../../lambdas/media/keys.ts';
import type { Config } from '../config.ts';
import { MEMORY_MB, TIMEOUT_SECONDS } from '../limits.ts';
import { grant } from './grant.ts';
import { grantBuildRemoval } from './grant-removal.ts';
import type { MapPlaces } from './map-workers.ts';
import { RETRY_STEP } from './map-workflow/job-state.ts';
import { serviceFunction } from './service-function.ts';
import { standardMachine } from './standard-machine.ts';

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

  const machineRole = new Role(scope, 'TidyingRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  grant(machineRole, ['lambda:InvokeFunction'], [tidy.fn.functionArn]);
  const machine = standardMachine(scope, 'Tidying', {
    config,
    role: machineRole,
    name: `${config.name}-map-tidying`,
    definition: tidyingWorkflow(tidy.fn.functionArn),
  });
  daily(scope, machine);
}

/**
 * Rounds of some maps each, until there are no more; it fails at the end when a map could not be tidied. A round of ten maps
 * is 7 events (a task 5, a choice 2): 35,000 maps in the 25,000 that an execution may have (service limit).
 */
const tidyingWorkflow = (tidy: string): Record<string, unknown> => ({
  Comment: 'What nobody needs any more goes',
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Output: { next: null, failures: 0 }, Next: 'Tidy' },
    Tidy: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: tidy, Payload: '{% $states.input %}' },
      Output: '{% $states.result.Payload %}',
      // An hour of attempts; what is left after that waits for the next day.
      Retry: [{ ...RETRY_STEP, MaxAttempts: 15, MaxDelaySeconds: 300 }],
      Next: 'IsMore',
    },
    IsMore: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.next != null %}', Next: 'Tidy' },
        { Condition: '{% $states.input.failures > 0 %}', Next: 'NotAll' },
      ],
      Default: 'Tidied',
    },
    NotAll: {
      Type: 'Fail',
      Error: 'MapsNotTidied',
      Cause: "{% $string($states.input.failures) & ' maps could not be tidied; the log of Tidy names them.' %}",
    },
    Tidied: { Type: 'Succeed' },
  },
});

/** May come twice or late (Scheduler's documentation): tidying is harmless at any time. */
function daily(scope: Construct, machine: StateMachine): void {
  const role = new Role(scope, 'TidyingScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  grant(role, ['states:StartExecution'], [machine.stateMachineArn]);
  new CfnSchedule(scope, 'TidyingSchedule', {
    description: 'Starts the tidying of maps once a day',
    scheduleExpression: 'rate(1 day)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: machine.stateMachineArn,
      roleArn: role.roleArn,
      input: '{}',
      retryPolicy: { maximumEventAgeInSeconds: Duration.hours(12).toSeconds(), maximumRetryAttempts: 50 },
    },
  });
}
