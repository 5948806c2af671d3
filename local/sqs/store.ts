/** Everything of the queues that must outlive the process, in one SQLite file. */
import { join } from 'node:path';
import { openDatabase, prepared, transaction } from '../sqlite.ts';

/**
 * Times are in epoch milliseconds. A message is in flight while it has a `receipt` (that of its latest delivery) and is not visible
 * yet; without a receipt it is delayed. `source`: the queue whose dead letter it is. `attributes` are the sender's, `system` what
 * the sender says beside them; both JSON.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS queues (name TEXT PRIMARY KEY, attributes TEXT NOT NULL, created REAL NOT NULL,
  modified REAL NOT NULL, purged REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL,
  body TEXT NOT NULL, attributes TEXT, system TEXT, sender TEXT NOT NULL, sent REAL NOT NULL, visible REAL NOT NULL,
  receives INTEGER NOT NULL DEFAULT 0, first REAL, receipt TEXT, source TEXT);
CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);
CREATE INDEX IF NOT EXISTS messages_by_age ON messages (queue, sent);
CREATE TABLE IF NOT EXISTS move_tasks (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
  destination TEXT, rate INTEGER, status TEXT NOT NULL, to_move INTEGER NOT NULL, moved INTEGER NOT NULL,
  started REAL NOT NULL, failure TEXT);
`;

export type Value = string | number | null;
export type Store = {
  /** Runs a change; answers how many rows it changed. */
  run(sql: string, ...values: Value[]): number;
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** All changes of `work` or none: on disk when this returns. */
  atOnce<Result>(work: () => Result): Result;
  close(): void;
};

/** Opens (or makes) the queues of a directory. */
export function openStore(directory: string): Store {
  const database = openDatabase(join(directory, 'queues.sqlite'), SCHEMA);
  const prepare = prepared(database);
  return {
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    get: <Row>(sql: string, ...values: Value[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    atOnce: (work) => transaction(database, work),
    close: () => database.close(),
  };
}
