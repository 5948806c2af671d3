import { randomUUID } from 'node:crypto';
import type { StateError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { countRedrive, redrivesOf } from '../redrive.ts';

export type RunSettings = {
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  executionType: 'STANDARD' | 'EXPRESS';
};
/** A Map run as stored. `items_read` is -1 until its items are known. Times are epoch milliseconds. */
export type MapRunRow = {
  arn: string;
  execution: string;
  path: string;
  state: string;
  settings: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  items_read: number;
  started: number;
  stopped: number | null;
};
/** A child workflow execution as stored; `items` is how many items its input holds. */
export type ChildRow = {
  idx: number;
  name: string;
  items: number;
  input: string;
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  output: string | null;
  error: string | null;
  cause: string | null;
  started: number | null;
  stopped: number | null;
};

/** Under which a child's redrives are counted. */
const childKey = (run: string, name: string) => `${run}#${name}`;

/** What a Map run writes down: its items once they are known, and every outcome. */
export function mapRunJournal(journal: Journal, now: () => Date) {
  const time = () => now().getTime();
  return {
    find: (execution: string, path: string) =>
      journal.get<MapRunRow>('SELECT * FROM map_runs WHERE execution = ? AND path = ?', execution, path),

    start(run: Pick<MapRunRow, 'arn' | 'execution' | 'path' | 'state'>, settings: RunSettings) {
      const sql = "INSERT INTO map_runs VALUES (?, ?, ?, ?, ?, 'RUNNING', -1, ?, NULL)";
      journal.run(sql, run.arn, run.execution, run.path, run.state, JSON.stringify(settings), time());
    },

    /** Keeps the children's inputs: a restart must not depend on the source being unchanged. */
    addChildren(run: string, children: { input: unknown; items: number }[]) {
      const sql = "INSERT INTO map_children (run, idx, name, items, input, status) VALUES (?, ?, ?, ?, ?, 'PENDING')";
      for (const [i, child] of children.entries())
        journal.run(sql, run, i, randomUUID(), child.items, JSON.stringify(child.input));
      const total = children.reduce((sum, child) => sum + child.items, 0);
      journal.run('UPDATE map_runs SET items_read = ? WHERE arn = ?', total, run);
    },

    /** Lets a run that failed or was stopped go on with the children that did not succeed. Answers how often that was done. */
    redrive(run: string): number {
      countRedrive(journal, run, time());
      journal.run("UPDATE map_runs SET status = 'RUNNING', stopped = NULL WHERE arn = ?", run);
      const unsuccessful = "run = ? AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED')";
      const ended = journal.all<{ name: string }>(`SELECT name FROM map_children WHERE ${unsuccessful}`, run);
      for (const { name } of ended) countRedrive(journal, childKey(run, name), time());
      const sql = `UPDATE map_children SET status = 'PENDING', error = NULL, cause = NULL, stopped = NULL WHERE ${unsuccessful}`;
      journal.run(sql, run);
      return redrivesOf(journal, run).count;
    },

    redrives: (run: string, child: ChildRow) => redrivesOf(journal, childKey(run, child.name)),

    children: (run: string) => journal.all<ChildRow>('SELECT * FROM map_children WHERE run = ? ORDER BY idx', run),

    begin(run: string, child: number) {
      const sql =
        "UPDATE map_children SET status = 'RUNNING', started = coalesce(started, ?) WHERE run = ? AND idx = ?";
      journal.run(sql, time(), run, child);
    },

    succeed(run: string, child: number, output: unknown) {
      const sql = "UPDATE map_children SET status = 'SUCCEEDED', output = ?, stopped = ? WHERE run = ? AND idx = ?";
      journal.run(sql, JSON.stringify(output), time(), run, child);
    },

    fail(run: string, child: number, error: StateError, status: 'FAILED' | 'TIMED_OUT') {
      const sql = 'UPDATE map_children SET status = ?, error = ?, cause = ?, stopped = ? WHERE run = ? AND idx = ?';
      journal.run(sql, status, error.error ?? null, error.reason ?? null, time(), run, child);
    },

    end(run: string, status: MapRunRow['status']) {
      journal.run('UPDATE map_runs SET status = ?, stopped = ? WHERE arn = ?', status, time(), run);
      const sql = "UPDATE map_children SET status = 'ABORTED', stopped = ? WHERE run = ? AND status = 'RUNNING'";
      journal.run(sql, time(), run);
    },
  };
}
export type MapRunJournal = ReturnType<typeof mapRunJournal>;
