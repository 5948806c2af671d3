import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openDatabase, transaction } from './sqlite.ts';

let database: ReturnType<typeof openDatabase>;
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), 'sqlite-'));
  database = openDatabase(
    join(directory, 'new', 'all.sqlite'),
    'CREATE TABLE IF NOT EXISTS rows (id TEXT PRIMARY KEY)',
  );
  onTestFinished(() => {
    database.close();
    rmSync(directory, { recursive: true, force: true });
  });
});

const add = (id: string) => database.prepare('INSERT INTO rows VALUES (?)').run(id);
const ids = () =>
  database
    .prepare('SELECT id FROM rows ORDER BY id')
    .all()
    .map(({ id }) => id);

test('all changes or none, also of those within', () => {
  transaction(database, () => {
    add('a');
    transaction(database, () => add('b'));
  });
  const failing = () =>
    transaction(database, () => {
      transaction(database, () => add('c'));
      add('a');
    });
  expect(failing).toThrow(/UNIQUE/);
  expect(ids()).toEqual(['a', 'b']);
});

test('the error of one that SQLite has ended itself is told, and the next one begins', () => {
  const failing = () =>
    transaction(database, () => {
      add('a');
      database.exec('ROLLBACK');
      throw new Error('the disk is full');
    });
  expect(failing).toThrow('the disk is full');
  transaction(database, () => add('b'));
  expect(ids()).toEqual(['b']);
});
