import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { grant } from './grant.ts';
import { RETRY_STEP } from './map-workflow/job-state.ts';
import type { ServiceFunction } from './service-function.ts';
import { standardMachine } from './standard-machine.ts';

export type TidyingProps = {
  config: Config;
  /** Of the state machine, behind the name of the deployment. */
  name: string;
  /** Does a round: `{next}` in and out, with `failures` where they are counted; `next: null` is the end. */
  tidy: ServiceFunction;
  /** As EventBridge Scheduler writes it: `rate(1 day)`. */
  every: string;
  /** What is tidied, in words. */
  what: string;
  /** Of an execution that left something, where a round goes on past what fails; else a round fails as a whole. */
  failed?: { error: string; cause: string };
};

/** Something that is looked after again and again: a schedule, and a state machine that makes rounds until there is nothing more. */
export function tidying(scope: Construct, id: string, props: TidyingProps): void {
  const { config, name, tidy, every, what } = props;
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  grant(role, ['lambda:InvokeFunction'], [tidy.fn.functionArn]);
  const machine = standardMachine(scope, id, {
    config,
    role,
    name: `${config.name}-${name}`,
    definition: rounds(tidy.fn.functionArn, props),
  });
  scheduled(scope, id, machine, every, what);
}

/**
 * Rounds until there are no more; it fails at the end when something could not be tidied. A round is 7 events (a task 5, a choice 2)
 * of the 25,000 that an execution may have (service limit): 3,500 rounds.
 */
const rounds = (tidy: string, { failed }: TidyingProps): Record<string, unknown> => ({
  Comment: 'What nobody needs any more goes',
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Output: { next: null, ...(failed && { failures: 0 }) }, Next: 'Tidy' },
    Tidy: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: tidy, Payload: '{% $states.input %}' },
      Output: '{% $states.result.Payload %}',
      // An hour of attempts; what is left after that waits for the next time.
      Retry: [{ ...RETRY_STEP, MaxAttempts: 15, MaxDelaySeconds: 300 }],
      Next: 'IsMore',
    },
    IsMore: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.next != null %}', Next: 'Tidy' },
        ...(failed ? [{ Condition: '{% $states.input.failures > 0 %}', Next: 'NotAll' }] : []),
      ],
      Default: 'Tidied',
    },
    ...(failed && { NotAll: notAll(failed) }),
    Tidied: { Type: 'Succeed' },
  },
});

const notAll = ({ error, cause }: { error: string; cause: string }) => ({
  Type: 'Fail',
  Error: error,
  Cause: `{% $string($states.input.failures) & ' ${cause}' %}`,
});

/** May come twice or late (Scheduler's documentation): tidying is harmless at any time. */
function scheduled(scope: Construct, id: string, machine: StateMachine, every: string, what: string): void {
  const role = new Role(scope, `${id}ScheduleRole`, { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  grant(role, ['states:StartExecution'], [machine.stateMachineArn]);
  new CfnSchedule(scope, `${id}Schedule`, {
    description: what,
    scheduleExpression: every,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: machine.stateMachineArn,
      roleArn: role.roleArn,
      input: '{}',
      retryPolicy: { maximumEventAgeInSeconds: Duration.hours(12).toSeconds(), maximumRetryAttempts: 50 },
    },
  });
}
