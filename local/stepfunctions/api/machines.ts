import type { StateMachine } from '../executions.ts';
import { findProblems, readDefinition } from '../validation/definition.ts';
import { InvalidDefinition } from '../validation/problem.ts';
import type { Actions, Environment, Request } from './actions.ts';
import { ApiFailure, doesNotExist } from './failure.ts';
import { checkedName, checkedRole } from './names.ts';
import { page, present, seconds } from './paging.ts';

const listed = ({ arn, name, type, created }: StateMachine) => ({
  stateMachineArn: arn,
  name,
  type,
  creationDate: seconds(created),
});

const TYPES = ['STANDARD', 'EXPRESS'];
function typeOf({ type = 'STANDARD' }: Request): string {
  if (TYPES.includes(String(type))) return String(type);
  throw new ApiFailure('ValidationException', `type must be one of ${TYPES.join(', ')}`);
}

function checkedDefinition(definition: unknown, type: string): string {
  try {
    readDefinition(String(definition), type);
    return String(definition);
  } catch (error) {
    if (error instanceof InvalidDefinition) throw new ApiFailure('InvalidDefinition', error.message);
    throw error;
  }
}

/** @throws ApiFailure StateMachineDoesNotExist */
export function findMachine(request: Request, { machines }: Environment): StateMachine {
  const machine = machines.get(String(request.stateMachineArn));
  if (!machine) throw doesNotExist('StateMachine', request.stateMachineArn);
  return machine;
}

/** The actions on state machines. */
export const machineActions: Actions = {
  CreateStateMachine(request, { machines, account }) {
    const name = checkedName(request.name);
    const type = typeOf(request);
    const given = {
      name,
      arn: `${account}:stateMachine:${name}`,
      roleArn: checkedRole(request.roleArn),
      definition: checkedDefinition(request.definition, type),
      type,
    };
    const old = machines.get(given.arn);
    const same = old && old.definition === given.definition && old.roleArn === given.roleArn && old.type === type;
    if (old && !same) throw new ApiFailure('StateMachineAlreadyExists', `State Machine Already Exists: '${given.arn}'`);
    const machine = old ?? machines.store(given);
    return { stateMachineArn: machine.arn, creationDate: seconds(machine.created) };
  },

  UpdateStateMachine(request, environment) {
    const machine = findMachine(request, environment);
    const { definition, roleArn } = request;
    if (definition === undefined && roleArn === undefined)
      throw new ApiFailure(
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    environment.machines.store({
      ...machine,
      ...(definition === undefined ? {} : { definition: checkedDefinition(definition, machine.type) }),
      ...(roleArn === undefined ? {} : { roleArn: checkedRole(roleArn) }),
    });
    return { updateDate: seconds(environment.now().getTime()) };
  },

  /** Its executions go with it. */
  async DeleteStateMachine(request, { machines, executions }) {
    const arn = String(request.stateMachineArn);
    machines.remove(arn);
    await executions.removeAllOf(arn);
    return {};
  },

  DescribeStateMachine(request, environment) {
    const machine = findMachine(request, environment);
    const { definition, roleArn } = machine;
    return {
      ...listed(machine),
      status: 'ACTIVE',
      definition,
      roleArn,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },

  ValidateStateMachineDefinition(request) {
    const diagnostics = findProblems(String(request.definition), typeOf(request)).map(({ code, at, message }) => ({
      severity: 'ERROR',
      code,
      message,
      ...(at === '' ? {} : { location: at }),
    }));
    const { rows } = page(diagnostics, request, 100);
    const truncated = rows.length < diagnostics.length;
    return { result: diagnostics.length === 0 ? 'OK' : 'FAIL', diagnostics: rows, truncated };
  },

  ListStateMachines(request, { machines }) {
    const { rows, nextToken } = page(machines.all(), request, 100);
    return { stateMachines: rows.map(listed), ...present({ nextToken }) };
  },
};
