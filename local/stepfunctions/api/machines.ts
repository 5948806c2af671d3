import type { StateMachine } from '../executions.ts';
import type { Actions } from './actions.ts';
import { doesNotExist } from './failure.ts';
import { page, present } from './paging.ts';

const listed = ({ arn, name, type }: StateMachine, created: number) => ({
  stateMachineArn: arn,
  name,
  type,
  creationDate: created,
});

/** The actions on state machines; they are made from the templates, never by a call. */
export const machineActions: Actions = {
  DescribeStateMachine(request, { machines, created }) {
    const machine = machines.get(String(request.stateMachineArn));
    if (!machine) throw doesNotExist('StateMachine', request.stateMachineArn);
    const { definition, roleArn } = machine;
    return { ...listed(machine, created), status: 'ACTIVE', definition, roleArn };
  },

  ListStateMachines(request, { machines, created }) {
    const { rows, nextToken } = page([...machines.values()], request, 100);
    return { stateMachines: rows.map((machine) => listed(machine, created)), ...present({ nextToken }) };
  },
};
