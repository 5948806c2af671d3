import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { LAST_WORKER_SECONDS } from '../limits.ts';
import { grant } from './grant.ts';
import type { State } from './map-workflow/job-state.ts';
import { TRANSIENT_ERRORS } from './map-workflow/job-state.ts';
import type { ServiceFunction } from './service-function.ts';
import { standardMachine } from './standard-machine.ts';

/** By then most of them have ended, and what they still stored need not lie there for a quarter of an hour. */
const MOST_WORKERS_SECONDS = 10;

/** Half an hour of attempts: nobody waits for this, and what stays costs money. */
const RETRY = {
  ErrorEquals: [...TRANSIENT_ERRORS, 'Sandbox.Timedout'],
  IntervalSeconds: 2,
  MaxAttempts: 10,
  BackoffRate: 2,
  MaxDelaySeconds: 300,
  JitterStrategy: 'FULL',
};

/**
 * Removes what an unpublished build left: at once, soon after, and when its last worker must have ended. An execution a build,
 * so that it survives whoever asked for it.
 *
 *     RemoveNow -> LetMostWorkersEnd -> RemoveMore -> LetLastWorkersEnd -> RemoveRest
 */
function removalWorkflow(removeBuild: string): Record<string, unknown> {
  const remove = (last: boolean, rest: State): State => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: removeBuild,
      Payload: `{% $merge([$states.context.Execution.Input, {'last': ${last}}]) %}`,
    },
    Output: '{% $states.result.Payload %}',
    Retry: [RETRY],
    ...rest,
  });
  return {
    Comment: 'What an unpublished build left goes',
    QueryLanguage: 'JSONata',
    StartAt: 'RemoveNow',
    States: {
      RemoveNow: remove(false, { Next: 'LetMostWorkersEnd' }),
      LetMostWorkersEnd: { Type: 'Wait', Seconds: MOST_WORKERS_SECONDS, Next: 'RemoveMore' },
      RemoveMore: remove(false, { Next: 'LetLastWorkersEnd' }),
      LetLastWorkersEnd: { Type: 'Wait', Seconds: LAST_WORKER_SECONDS, Next: 'RemoveRest' },
      RemoveRest: remove(true, { End: true }),
    },
  };
}

export function mapRemoval(scope: Construct, id: string, config: Config, removeBuild: ServiceFunction): StateMachine {
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  const arn = removeBuild.fn.functionArn;
  grant(role, ['lambda:InvokeFunction'], [arn]);
  return standardMachine(scope, id, {
    config,
    role,
    name: `${config.name}-map-removal`,
    definition: removalWorkflow(arn),
  });
}
