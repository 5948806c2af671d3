import { randomUUID } from 'node:crypto';
import type { ExecutionRow } from '../executions.ts';
import type { Journal } from '../journal.ts';
import { redrivesOf, whyNotRedrivable } from '../redrive.ts';
import type { Actions } from './actions.ts';
import { describedChild, listedChildren } from './children.ts';
import { ApiFailure, doesNotExist } from './failure.ts';
import { checkedInput } from './input.ts';
import { findMachine } from './machines.ts';
import { checkedName } from './names.ts';
import { page, present, seconds } from './paging.ts';

const described = (row: ExecutionRow, journal: Journal) => {
  const { count, last } = redrivesOf(journal, row.arn);
  return present({
    executionArn: row.arn,
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: seconds(row.started),
    stopDate: row.stopped === null ? null : seconds(row.stopped),
    redriveCount: count,
    redriveDate: last === null ? null : seconds(last),
  });
};

/** The actions on executions. */
export const executionActions: Actions = {
  StartExecution(request, environment) {
    const { executions, express } = environment;
    const machine = findMachine(request, environment);
    const name = request.name === undefined ? randomUUID() : checkedName(request.name);
    const input = checkedInput(request.input);
    if (machine.type === 'EXPRESS') {
      const { execution } = express.start(machine, name, input);
      return { executionArn: execution.arn, startDate: seconds(execution.started) };
    }
    const row = executions.start(machine, name, input);
    if (!row) throw new ApiFailure('ExecutionAlreadyExists', `Execution Already Exists: '${machine.arn}:${name}'`);
    return { executionArn: row.arn, startDate: seconds(row.started) };
  },

  DescribeExecution(request, { executions, journal, now }) {
    const row = executions.find(String(request.executionArn));
    if (!row) return describedChild(request.executionArn, journal);
    const redriveStatusReason = whyNotRedrivable(row, journal, now().getTime());
    const { input, output, error, cause } = row;
    const outputDetails = output === null ? null : { included: true };
    return {
      ...described(row, journal),
      redriveStatus: redriveStatusReason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      ...present({ redriveStatusReason }),
      ...present({ input, output, error, cause, outputDetails }),
      inputDetails: { included: true },
    };
  },

  ListExecutions(request, environment) {
    const { journal } = environment;
    if (request.mapRunArn !== undefined) return listedChildren(request, journal);
    const { arn, type } = findMachine(request, environment);
    if (type === 'EXPRESS')
      throw new ApiFailure(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    const rows = journal.all<ExecutionRow>('SELECT * FROM executions WHERE machine = ? ORDER BY started DESC', arn);
    const { statusFilter, redriveFilter } = request;
    const wanted = rows.filter(
      (row) =>
        (statusFilter === undefined || row.status === statusFilter) &&
        (redriveFilter === undefined || (redriveFilter === 'REDRIVEN') === redrivesOf(journal, row.arn).count > 0),
    );
    const { rows: shown, nextToken } = page(wanted, request, 100);
    return { executions: shown.map((row) => described(row, journal)), ...present({ nextToken }) };
  },

  async StopExecution(request, { executions, now }) {
    const arn = String(request.executionArn);
    if (!executions.find(arn)) throw doesNotExist('Execution', arn);
    await executions.stop(arn, request.error as string | undefined, request.cause as string | undefined);
    return { stopDate: seconds(executions.find(arn)?.stopped ?? now().getTime()) };
  },

  RedriveExecution(request, { executions, journal, now }) {
    const row = executions.find(String(request.executionArn));
    if (!row) throw doesNotExist('Execution', request.executionArn);
    const reason = whyNotRedrivable(row, journal, now().getTime());
    if (reason !== undefined) throw new ApiFailure('ExecutionNotRedrivable', reason);
    executions.redrive(row);
    return { redriveDate: seconds(redrivesOf(journal, row.arn).last ?? now().getTime()) };
  },

  GetExecutionHistory(request, { executions, journal }) {
    const arn = String(request.executionArn);
    if (!executions.find(arn)) {
      describedChild(arn, journal);
      throw new ApiFailure('ValidationException', 'Histories of child workflow executions are not kept here');
    }
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
