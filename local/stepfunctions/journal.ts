import { join } from 'node:path';
import { openDatabase, prepared } from '../sqlite.ts';

/**
 * Everything that must outlive the process, in one SQLite file. `machines` are those made by calls, `frames` says where each
 * sub-state machine stands, `outbox` holds status changes that nobody has been told of yet, `events` is the history that people
 * read, `map_children` has an outcome for every finished child, `redrives` counts for executions, Map runs and children.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS machines (arn TEXT PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL,
  role TEXT NOT NULL, type TEXT NOT NULL, created REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS executions (arn TEXT PRIMARY KEY, name TEXT NOT NULL, machine TEXT NOT NULL,
  definition TEXT NOT NULL, role TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL, output TEXT, error TEXT,
  cause TEXT, started REAL NOT NULL, stopped REAL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS executions_by_machine ON executions (machine, started);
CREATE TABLE IF NOT EXISTS redrives (arn TEXT PRIMARY KEY, count INTEGER NOT NULL, last REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, event TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frames (execution TEXT, path TEXT, position TEXT NOT NULL,
  PRIMARY KEY (execution, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (execution TEXT, id INTEGER, previous INTEGER NOT NULL, type TEXT NOT NULL,
  time REAL NOT NULL, details TEXT NOT NULL, PRIMARY KEY (execution, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS map_runs (arn TEXT PRIMARY KEY, execution TEXT NOT NULL, path TEXT NOT NULL,
  state TEXT NOT NULL, settings TEXT NOT NULL, status TEXT NOT NULL, items_read INTEGER NOT NULL, started REAL NOT NULL,
  stopped REAL, UNIQUE (execution, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS map_children (run TEXT, idx INTEGER, name TEXT NOT NULL, items INTEGER NOT NULL,
  input TEXT NOT NULL, status TEXT NOT NULL, output TEXT, error TEXT, cause TEXT, started REAL, stopped REAL,
  PRIMARY KEY (run, idx)) WITHOUT ROWID;
`;

export type Value = string | number | null;

export type Journal = {
  /** Runs a change. Changes made close together share a transaction, which ends within the same turn of the event loop. */
  run(sql: string, ...values: Value[]): void;
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** Commits at once: before anybody is told that something was accepted. */
  commit(): void;
  close(): void;
};

/** SQLITE_READONLY, SQLITE_IOERR and SQLITE_FULL (sqlite.org/rescode.html): the disk takes nothing more. */
const DISK_ERRORS = [8, 10, 13];

/** As an error that nobody caught, which ends the process. */
const endProcess = (error: Error): void =>
  process.nextTick(() => {
    throw error;
  });

/**
 * Opens (or makes) the journal in a directory.
 * @param fail is told once when the disk takes nothing more; from then on every change throws, and nothing is committed: what
 *   runs is ahead of what is written down, and only a new start is not
 */
export function openJournal(directory: string, fail = endProcess): Journal {
  const database = openDatabase(join(directory, 'executions.sqlite'), SCHEMA);
  const prepare = prepared(database);
  let timer: NodeJS.Immediate | undefined;
  let failure: Error | undefined;

  const write = (change: () => void) => {
    if (failure) throw failure;
    try {
      change();
    } catch (error) {
      if (isDiskError(error)) {
        failure = error as Error;
        clearImmediate(timer);
        fail(failure);
      }
      throw error;
    }
  };

  const commit = () => {
    if (!timer) return;
    clearImmediate(timer);
    timer = undefined;
    write(() => database.exec('COMMIT'));
  };
  const commitLater = () => {
    try {
      commit();
    } catch (error) {
      // Whoever had to know has been told.
      if (error !== failure) throw error;
    }
  };
  return {
    run(sql, ...values) {
      write(() => {
        if (!timer) {
          database.exec('BEGIN');
          timer = setImmediate(commitLater);
        }
        prepare(sql).run(...values);
      });
    },
    get: <Row>(sql: string, ...values: Value[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    commit,
    close() {
      if (!failure) commit();
      database.close();
    },
  };
}

const isDiskError = (error: unknown) => DISK_ERRORS.includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);
