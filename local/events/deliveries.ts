import { join } from 'node:path';
import { openDatabase, transaction } from '../sqlite.ts';

/** An event on its way to one target; `due` is when it is tried next, in epoch milliseconds. */
export type Delivery = {
  id: string;
  rule: string;
  target: string;
  event: string;
  attempts: number;
  due: number;
};

/** `dead`: what no attempt brought to its target, for people to look at. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, rule TEXT NOT NULL, target TEXT NOT NULL,
  event TEXT NOT NULL, attempts INTEGER NOT NULL, due REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dead (id TEXT PRIMARY KEY, rule TEXT NOT NULL, target TEXT NOT NULL,
  event TEXT NOT NULL, error TEXT NOT NULL, died REAL NOT NULL) WITHOUT ROWID;
`;

/** Events under way, on disk: an event that was taken outlives the process. */
export function openDeliveries(directory: string) {
  const database = openDatabase(join(directory, 'events.sqlite'), SCHEMA);
  return {
    /** A second one of the same id is the same event, sent again: it is taken once. */
    add({ id, rule, target, event, attempts, due }: Delivery): void {
      const sql = 'INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?, ?)';
      database.prepare(sql).run(id, rule, target, event, attempts, due);
    },
    find: (id: string) =>
      database.prepare('SELECT * FROM deliveries WHERE id = ?').get(id) as unknown as Delivery | undefined,
    all: () => database.prepare('SELECT * FROM deliveries ORDER BY due').all() as unknown as Delivery[],
    postpone(id: string, attempts: number, due: number): void {
      database.prepare('UPDATE deliveries SET attempts = ?, due = ? WHERE id = ?').run(attempts, due, id);
    },
    remove(id: string): void {
      database.prepare('DELETE FROM deliveries WHERE id = ?').run(id);
    },
    bury({ id, rule, target, event }: Delivery, error: string, died: number): void {
      const sql = 'INSERT OR REPLACE INTO dead VALUES (?, ?, ?, ?, ?, ?)';
      transaction(database, () => {
        database.prepare(sql).run(id, rule, target, event, error, died);
        this.remove(id);
      });
    },
    dead: () => database.prepare('SELECT id, rule, target, event, error FROM dead').all() as unknown as Dead[],
    close: () => database.close(),
  };
}
export type Dead = Pick<Delivery, 'id' | 'rule' | 'target' | 'event'> & { error: string };
