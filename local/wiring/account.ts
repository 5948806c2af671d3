/** The account of the templates: who may do what, with every call that is refused reported. */
import { type Account, createAccount, type Policies } from '../iam/account.ts';
import { actingFor } from '../iam/principal.ts';
import type { Authorize, AuthorizedCall, Report } from '../service.ts';
import { OPERATOR } from './callers.ts';
import type { Deployment } from './deployed.ts';
import { functionArn, scheduleArn, stateMachineArn } from './identity.ts';
import { policiesOf } from './policies.ts';

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The policies of the templates, and the operator's. */
export function accountOf(policies: Policies): Account {
  const operator = { arn: OPERATOR.arn, path: 'operator', policies: [{ path: 'operator', document: EVERYTHING }] };
  return createAccount({ ...policies, identities: [...policies.identities, operator] });
}

/**
 * @param options.onCall is told of every call before it is decided
 * @returns what every room asks
 * @throws Error naming the resource for policies that are not evaluated here, and for roles that their function or state
 * machine may not assume
 */
export function openAccount(
  deployment: Deployment,
  options: { report: Report; onCall?: ((call: AuthorizedCall) => void) | undefined },
): Authorize {
  const account = accountOf(policiesOf(deployment));
  checkTrust(deployment, account);
  return (call) => {
    options.onCall?.(call);
    try {
      account.authorize(call);
    } catch (error) {
      options.report(`refused: ${(error as Error).message}`);
      throw error;
    }
  };
}

/** AWS makes nothing whose service may not assume its role. */
function checkTrust(deployment: Deployment, account: Account): void {
  type Properties = ReturnType<Deployment['ofType']>[number]['properties'];
  const check = (
    type: string,
    service: string,
    roleOf: (properties: Properties) => string,
    arnOf: typeof functionArn,
  ) => {
    for (const { resource, properties } of deployment.ofType(type)) {
      const role = roleOf(properties);
      if (account.trusts(role, actingFor(service, arnOf(resource)))) continue;
      throw new Error(`${resource.path}: its role ${role} cannot be assumed by ${service}.`);
    }
  };
  check('AWS::Lambda::Function', 'lambda.amazonaws.com', ({ Role }) => Role, functionArn);
  check('AWS::StepFunctions::StateMachine', 'states.amazonaws.com', ({ RoleArn }) => RoleArn, stateMachineArn);
  check('AWS::Scheduler::Schedule', 'scheduler.amazonaws.com', ({ Target }) => Target.RoleArn, scheduleArn);
}
