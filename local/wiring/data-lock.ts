/** Who may use a data folder: one process at a time, by a lock of the operating system that ends with its holder. */
import { DatabaseSync } from 'node:sqlite';

/** SQLITE_BUSY (sqlite.org/rescode.html). */
const BUSY = 5;

/** Databases that hold a lock: one that nobody refers to would be collected as garbage, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock on `file`, an empty SQLite database: its locks are atomic on every system, and none outlives its process,
 * however that ends. A process id in a file is neither: two starts may both find it stale, and ids are used again.
 * @returns what gives the lock back; undefined when another one holds it
 */
export function takeLock(file: string): (() => void) | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Nothing is ever written, so there is nothing to roll back: no journal beside the file.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === BUSY) return undefined;
    throw error;
  }
  held.add(database);
  return () => {
    if (held.delete(database)) database.close();
  };
}
