import type { ChildRow, MapRunRow, RunSettings } from '../map/run-journal.ts';
import { redrivesOf } from '../redrive.ts';
import type { Actions } from './actions.ts';
import { ApiFailure, doesNotExist } from './failure.ts';
import { page, present, seconds } from './paging.ts';

/** Counts by outcome, as `itemCounts` and `executionCounts` have them. */
function counts(rows: { status: ChildRow['status']; amount: number }[], writing: boolean) {
  const of = (...statuses: ChildRow['status'][]) =>
    rows.filter((row) => statuses.includes(row.status)).reduce((sum, row) => sum + row.amount, 0);
  return {
    pending: of('PENDING'),
    running: of('RUNNING'),
    succeeded: of('SUCCEEDED'),
    failed: of('FAILED'),
    timedOut: of('TIMED_OUT'),
    aborted: of('ABORTED'),
    total: rows.reduce((sum, row) => sum + row.amount, 0),
    resultsWritten: writing ? of('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED') : 0,
    failuresNotRedrivable: 0,
    pendingRedrive: 0,
  };
}

/** The actions on Map runs. */
export const mapRunActions: Actions = {
  DescribeMapRun(request, { journal }) {
    const arn = String(request.mapRunArn);
    const run = journal.get<MapRunRow>('SELECT * FROM map_runs WHERE arn = ?', arn);
    if (!run) throw new ApiFailure('ResourceNotFound', `Map Run Does Not Exist: '${arn}'`);
    const count = (amount: string) => {
      const sql = `SELECT status, ${amount} AS amount FROM map_children WHERE run = ? GROUP BY status`;
      return counts(journal.all<{ status: ChildRow['status']; amount: number }>(sql, arn), run.status !== 'RUNNING');
    };
    const redrives = redrivesOf(journal, arn);
    const { executionType: _, ...settings } = JSON.parse(run.settings) as RunSettings;
    return {
      mapRunArn: arn,
      executionArn: run.execution,
      status: run.status,
      startDate: seconds(run.started),
      ...present({ stopDate: run.stopped === null ? null : seconds(run.stopped) }),
      ...settings,
      itemCounts: count('sum(items)'),
      executionCounts: count('count(*)'),
      redriveCount: redrives.count,
      ...present({ redriveDate: redrives.last === null ? null : seconds(redrives.last) }),
    };
  },

  ListMapRuns(request, { executions, journal }) {
    const execution = executions.find(String(request.executionArn));
    if (!execution) throw doesNotExist('Execution', request.executionArn);
    const rows = journal.all<MapRunRow>('SELECT * FROM map_runs WHERE execution = ? ORDER BY started', execution.arn);
    const { rows: shown, nextToken } = page(rows, request, 1000);
    const mapRuns = shown.map((run) => ({
      executionArn: run.execution,
      mapRunArn: run.arn,
      stateMachineArn: execution.machine,
      startDate: seconds(run.started),
      ...present({ stopDate: run.stopped === null ? null : seconds(run.stopped) }),
    }));
    return { mapRuns, ...present({ nextToken }) };
  },
};
