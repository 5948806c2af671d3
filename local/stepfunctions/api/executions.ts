import { randomUUID } from 'node:crypto';
import { STATE_BYTES } from '../../../lib/limits.ts';
import type { ExecutionRow } from '../executions.ts';
import type { Actions } from './actions.ts';
import { ApiFailure, doesNotExist } from './failure.ts';
import { checkedName } from './names.ts';
import { page, present, seconds } from './paging.ts';

function checkedInput(input: unknown): string {
  const text = input === undefined ? '{}' : String(input);
  if (Buffer.byteLength(text) > STATE_BYTES)
    throw new ApiFailure('InvalidExecutionInput', `The input has more than ${STATE_BYTES} bytes`);
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new ApiFailure(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
}

const described = (row: ExecutionRow) =>
  present({
    executionArn: row.arn,
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: seconds(row.started),
    stopDate: row.stopped === null ? null : seconds(row.stopped),
    redriveCount: 0,
  });

/** The actions on executions. */
export const executionActions: Actions = {
  StartExecution(request, { machines, executions }) {
    const machine = machines.get(String(request.stateMachineArn));
    if (!machine) throw doesNotExist('StateMachine', request.stateMachineArn);
    const name = request.name === undefined ? randomUUID() : checkedName(request.name);
    const row = executions.start(machine, name, checkedInput(request.input));
    if (!row) throw new ApiFailure('ExecutionAlreadyExists', `Execution Already Exists: '${machine.arn}:${name}'`);
    return { executionArn: row.arn, startDate: seconds(row.started) };
  },

  DescribeExecution(request, { executions }) {
    const row = executions.find(String(request.executionArn));
    if (!row) throw doesNotExist('Execution', request.executionArn);
    const { input, output, error, cause } = row;
    const outputDetails = output === null ? null : { included: true };
    return {
      ...described(row),
      ...present({ input, output, error, cause, outputDetails }),
      inputDetails: { included: true },
    };
  },

  ListExecutions(request, { machines, journal }) {
    const arn = String(request.stateMachineArn);
    if (!machines.get(arn)) throw doesNotExist('StateMachine', request.stateMachineArn);
    const rows = journal.all<ExecutionRow>('SELECT * FROM executions WHERE machine = ? ORDER BY started DESC', arn);
    const wanted = rows.filter((row) => request.statusFilter === undefined || row.status === request.statusFilter);
    const { rows: shown, nextToken } = page(wanted, request, 100);
    return { executions: shown.map(described), ...present({ nextToken }) };
  },

  async StopExecution(request, { executions, now }) {
    const arn = String(request.executionArn);
    if (!executions.find(arn)) throw doesNotExist('Execution', arn);
    await executions.stop(arn, request.error as string | undefined, request.cause as string | undefined);
    return { stopDate: seconds(executions.find(arn)?.stopped ?? now().getTime()) };
  },

  GetExecutionHistory(request, { executions, journal }) {
    const arn = String(request.executionArn);
    if (!executions.find(arn)) throw doesNotExist('Execution', arn);
    type EventRow = { id: number; previous: number; type: string; time: number; details: string };
    const order = request.reverseOrder ? 'DESC' : 'ASC';
    const rows = journal.all<EventRow>(`SELECT * FROM events WHERE execution = ? ORDER BY id ${order}`, arn);
    const { rows: shown, nextToken } = page(rows, request, 1000);
    const events = shown.map(({ id, previous, type, time, details }) => ({
      id,
      previousEventId: previous,
      type,
      timestamp: seconds(time),
      ...JSON.parse(details),
    }));
    return { events, ...present({ nextToken }) };
  },
};
