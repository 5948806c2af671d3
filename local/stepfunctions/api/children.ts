import { childArn } from '../arns.ts';
import type { ExecutionRow } from '../executions.ts';
import type { Journal } from '../journal.ts';
import { type ChildRow, type MapRunRow, mapRunJournal, type RunSettings } from '../map/run-journal.ts';
import type { Request } from './actions.ts';
import { ApiFailure, doesNotExist } from './failure.ts';
import { page, present, seconds } from './paging.ts';

/** Child workflow executions of Map runs: their outcome is kept, their history is not. */
const RUN = 'SELECT * FROM map_runs WHERE arn = ?';

function listed(child: ChildRow, run: MapRunRow, journal: Journal) {
  const { executionType } = JSON.parse(run.settings) as RunSettings;
  const machine = journal.get<ExecutionRow>('SELECT * FROM executions WHERE arn = ?', run.execution)!.machine;
  const { count, last } = mapRunJournal(journal, () => new Date()).redrives(run.arn, child);
  return present({
    executionArn: childArn(run.arn, executionType, child.name),
    stateMachineArn: `${machine}/${run.arn.split('/')[1]?.split(':')[0]}`,
    name: child.name,
    status: child.status,
    startDate: child.started === null ? null : seconds(child.started),
    stopDate: child.stopped === null ? null : seconds(child.stopped),
    mapRunArn: run.arn,
    itemCount: child.items,
    redriveCount: count,
    redriveDate: last === null ? null : seconds(last),
  });
}

/** ListExecutions with a mapRunArn: those that have begun. */
export function listedChildren(request: Request, journal: Journal) {
  const run = journal.get<MapRunRow>(RUN, String(request.mapRunArn));
  if (!run) throw new ApiFailure('ResourceNotFound', `Map Run Does Not Exist: '${request.mapRunArn}'`);
  const children = journal
    .all<ChildRow>("SELECT * FROM map_children WHERE run = ? AND status != 'PENDING' ORDER BY idx DESC", run.arn)
    .filter(({ status }) => request.statusFilter === undefined || status === request.statusFilter);
  const { rows, nextToken } = page(children, request, 100);
  return { executions: rows.map((child) => listed(child, run, journal)), ...present({ nextToken }) };
}

/** DescribeExecution of a child. */
export function describedChild(arn: unknown, journal: Journal) {
  const name = String(arn).split(':').at(-1) ?? '';
  const found = journal
    .all<ChildRow & { run: string }>('SELECT * FROM map_children WHERE name = ?', name)
    .map((child) => ({ child, run: journal.get<MapRunRow>(RUN, child.run)! }))
    .map(({ child, run }) => ({ child, answer: listed(child, run, journal) }))
    .find(({ answer }) => answer.executionArn === arn);
  if (!found) throw doesNotExist('Execution', arn);
  const { input, output, error, cause } = found.child;
  const outputDetails = output === null ? null : { included: true };
  const { itemCount: _, ...answer } = found.answer;
  return { ...answer, input, inputDetails: { included: true }, ...present({ output, error, cause, outputDetails }) };
}
