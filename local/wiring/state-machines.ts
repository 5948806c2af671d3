/** State machines of the templates. */
import type { StepFunctionsRoom } from '../stepfunctions/server.ts';
import type { Deployment } from './deployed.ts';
import { stateMachineArn, stateMachineName } from './identity.ts';

export function ensureStateMachines(deployment: Deployment, stepFunctions: StepFunctionsRoom): void {
  for (const { resource, properties } of deployment.ofType('AWS::StepFunctions::StateMachine')) {
    stepFunctions.ensureStateMachine({
      name: stateMachineName(resource),
      arn: stateMachineArn(resource),
      definition: properties.DefinitionString,
      roleArn: properties.RoleArn,
      type: properties.StateMachineType ?? 'STANDARD',
    });
  }
}
