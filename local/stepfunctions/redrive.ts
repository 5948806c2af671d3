/** RedriveExecution: an execution that did not succeed goes on from the states that failed, with what is done kept. */
import type { ExecutionRow } from './executions.ts';
import type { Position } from './frames.ts';
import { journaledHistory, MOST_EVENTS } from './history.ts';
import type { Journal } from './journal.ts';

/** An execution can be redriven for 14 days after its end (service limit). */
const REDRIVABLE_MS = 14 * 24 * 3600 * 1000;

/** How often, and when last (epoch ms; null: never). */
export type Redrives = { count: number; last: number | null };

/** Of an execution, a Map run, or a child of one, by its ARN. */
export function redrivesOf(journal: Journal, arn: string): Redrives {
  const row = journal.get<{ count: number; last: number }>('SELECT count, last FROM redrives WHERE arn = ?', arn);
  return row ?? { count: 0, last: null };
}

export function countRedrive(journal: Journal, arn: string, time: number) {
  const sql = `INSERT INTO redrives VALUES (?, 1, ?)
    ON CONFLICT (arn) DO UPDATE SET count = count + 1, last = excluded.last`;
  journal.run(sql, arn, time);
}

/** Why an execution cannot be redriven, in the words of `redriveStatusReason`; undefined when it can. */
export function whyNotRedrivable(row: ExecutionRow, journal: Journal, now: number): string | undefined {
  if (row.status === 'RUNNING' || row.status === 'SUCCEEDED')
    return `Execution is ${row.status} and cannot be redriven`;
  if (now - (row.stopped ?? now) > REDRIVABLE_MS) return 'Execution redrivable period has been exceeded';
  const sql = 'SELECT count(*) AS events FROM events WHERE execution = ?';
  const { events } = journal.get<{ events: number }>(sql, row.arn)!;
  return events >= MOST_EVENTS - 1 ? 'Execution history event limit exceeded' : undefined;
}

/**
 * Makes the execution run again: the same input and definition, every Retry anew, a timeout that begins now. The caller commits,
 * with the event that tells of it.
 */
export function beginRedrive(row: ExecutionRow, journal: Journal, now: () => Date) {
  const time = now().getTime();
  const sql =
    "UPDATE executions SET status = 'RUNNING', output = NULL, error = NULL, cause = NULL, stopped = NULL WHERE arn = ?";
  journal.run(sql, row.arn);
  countRedrive(journal, row.arn, time);
  type FrameRow = { path: string; position: string };
  for (const { path, position } of journal.all<FrameRow>('SELECT * FROM frames WHERE execution = ?', row.arn)) {
    const update = 'UPDATE frames SET position = ? WHERE execution = ? AND path = ?';
    journal.run(update, JSON.stringify(withRetriesAnew(JSON.parse(position))), row.arn, path);
  }
  const history = journaledHistory(journal, row.arn, now);
  history.record('ExecutionRedriven', { redriveCount: redrivesOf(journal, row.arn).count }, 0);
}

/** What the last attempt began stays under its own number, so that its finished branches and children are found. */
const withRetriesAnew = (position: Position): Position => ({
  ...position,
  attemptsBefore: (position.attemptsBefore ?? 0) + position.retries.reduce((sum, count) => sum + count, 0),
  retries: [],
});
