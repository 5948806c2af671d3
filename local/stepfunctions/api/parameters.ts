import type { Request } from './actions.ts';
import { ApiFailure } from './failure.ts';

const PAGE = ['maxResults', 'nextToken'];
/** Has no effect here: logs go to the terminal, nothing is traced, nobody is billed. */
const WITHOUT_EFFECT = ['loggingConfiguration', 'tracingConfiguration', 'tags', 'traceHeader'];

/** What each action knows. Anything else would be left out without a word. */
const KNOWN: Record<string, string[]> = {
  CreateStateMachine: ['name', 'definition', 'roleArn', 'type'],
  UpdateStateMachine: ['stateMachineArn', 'definition', 'roleArn'],
  DeleteStateMachine: ['stateMachineArn'],
  DescribeStateMachine: ['stateMachineArn'],
  ListStateMachines: PAGE,
  ValidateStateMachineDefinition: ['definition', 'type', 'severity', 'maxResults'],
  StartExecution: ['stateMachineArn', 'name', 'input'],
  StartSyncExecution: ['stateMachineArn', 'name', 'input'],
  DescribeExecution: ['executionArn'],
  ListExecutions: ['stateMachineArn', 'mapRunArn', 'statusFilter', 'redriveFilter', ...PAGE],
  StopExecution: ['executionArn', 'error', 'cause'],
  RedriveExecution: ['executionArn', 'clientToken'],
  GetExecutionHistory: ['executionArn', 'reverseOrder', ...PAGE],
  DescribeMapRun: ['mapRunArn'],
  ListMapRuns: ['executionArn', ...PAGE],
};
/** Values that say what is done anyway. */
const AS_IS: Record<string, unknown> = { publish: false, includedData: 'ALL_DATA', includeExecutionData: true };

/** @throws ApiFailure ValidationException naming a parameter that is not known here */
export function refuseUnknownParameters(action: string, request: Request): void {
  const known = [...(KNOWN[action] ?? []), ...WITHOUT_EFFECT];
  const other = Object.keys(request).find((name) => !known.includes(name) && AS_IS[name] !== request[name]);
  if (other !== undefined)
    throw new ApiFailure('ValidationException', `${action}: the parameter '${other}' is not available here`);
}
