import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';

export type StandardMachineProps = {
  config: Config;
  /** A fixed name, because a role may have to name the machine's own executions before the machine exists. */
  name: string;
  /** Amazon States Language. */
  definition: Record<string, unknown>;
  role: Role;
};

/** A Standard workflow, traced, with a log of every state and without the data that goes through it. */
export function standardMachine(scope: Construct, id: string, props: StandardMachineProps): StateMachine {
  const { config, name, definition, role } = props;
  const machine = new StateMachine(scope, id, {
    stateMachineName: name,
    definitionBody: DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)),
    role,
    tracingEnabled: true,
    logs: {
      destination: new LogGroup(scope, `${id}Log`, {
        logGroupName: `/aws/vendedlogs/states/${name}`,
        retention: config.logDays as RetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
  });
  acknowledge(role, {
    'IAM5[Resource::*]': 'Log delivery and X-Ray have no resources to name (Step Functions documentation).',
  });
  return machine;
}

/** ARN of a machine that need not exist yet: its own role or its function may have to name it. */
export const machineArn = (scope: Construct, name: string) => statesArn(scope, 'stateMachine', name);

/** ARNs of the executions of a machine of that name: they are named by whoever starts them. */
export const executionsOf = (scope: Construct, name: string) => statesArn(scope, 'execution', `${name}:*`);

/** ARNs of the children that the Distributed Maps of a machine of that name start. */
export const childrenOf = (scope: Construct, name: string) => statesArn(scope, 'execution', `${name}/*`);

const statesArn = (scope: Construct, resource: string, resourceName: string) =>
  Stack.of(scope).formatArn({ service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
