/** CreateTable, DeleteTable, ListTables, UpdateTable: whole tables, each step safe to repeat after a crash. */

import {
  act,
  indexPrefix,
  itemPrefix,
  type Parameters,
  type Store,
  type Table,
  tableOf,
  tablePrefix,
  tagPrefix,
  under,
  validate,
} from './engine.ts';
import { validationError } from './errors.ts';
import { addIndex, dropIndex } from './indexes.ts';
import { forgetTimeToLive } from './time-to-live.ts';

const rowKey = (table: string) => tablePrefix + table;
export const saveTable = (store: Store, table: Table) => store.db.put(rowKey(table.TableName), table);

/**
 * dynalite writes the row as CREATING and activates it by a timer; a process that ends in between would leave a table
 * that never becomes active. Here the row is written once, active.
 */
export async function createTable(store: Store, parameters: Parameters): Promise<Parameters> {
  const tableDb: Store['tableDb'] = { ...store.tableDb, put: (_key, _row, callback) => callback(null) };
  const answer = await act({ ...store, tableDb }, 'CreateTable', validate(store, 'CreateTable', parameters));
  const row = structuredClone(answer.TableDescription) as Table;
  row.TableStatus = 'ACTIVE';
  for (const index of row.GlobalSecondaryIndexes ?? []) index.IndexStatus = 'ACTIVE';
  await saveTable(store, row);
  return answer;
}

export async function deleteTable(store: Store, parameters: Parameters): Promise<Parameters> {
  const { TableName } = validate(store, 'DeleteTable', parameters);
  const row: Table = { ...(await tableOf(store, TableName)), TableStatus: 'DELETING' };
  await saveTable(store, row);
  await finishDeletion(store, row);
  return { TableDescription: row };
}

/** Ends the deletions that a crash interrupted: run when the store opens. */
export async function finishDeletions(store: Store) {
  for await (const value of store.db.values(under(tablePrefix))) {
    const row = value as Table;
    if (row.TableStatus === 'DELETING') await finishDeletion(store, row);
  }
}

async function finishDeletion(store: Store, row: Table) {
  const name = row.TableName;
  const indexes = [
    ...(row.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => indexPrefix('global', name, IndexName)),
    ...(row.LocalSecondaryIndexes ?? []).map(({ IndexName }) => indexPrefix('local', name, IndexName)),
  ];
  for (const prefix of [itemPrefix(name), tagPrefix(name), ...indexes]) await store.db.clear(under(prefix));
  await forgetTimeToLive(store, name);
  await store.db.del(rowKey(name));
}

/** dynalite's own reads every key of the store. */
export async function listTables(store: Store, parameters: Parameters): Promise<Parameters> {
  const { ExclusiveStartTableName: start, Limit: limit = 100 } = validate(store, 'ListTables', parameters);
  const names: string[] = [];
  for await (const key of store.db.keys(under(tablePrefix))) names.push(key.slice(tablePrefix.length));
  const later = names.filter((name) => start === undefined || name > start);
  const TableNames = later.slice(0, limit);
  return { TableNames, ...(later.length > limit && { LastEvaluatedTableName: TableNames.at(-1) }) };
}

/** Indexes come and go; anything else that UpdateTable can change means nothing here and is refused by name. */
export async function updateTable(store: Store, parameters: Parameters): Promise<Parameters> {
  const { TableName, AttributeDefinitions = [], GlobalSecondaryIndexUpdates = [], ...others } = parameters;
  const unknown = Object.keys(others)[0];
  if (unknown) throw validationError(`UpdateTable: ${unknown} is not supported by the local twin`);
  for (const update of GlobalSecondaryIndexUpdates as Parameters[]) {
    const table = await tableOf(store, TableName);
    if (update.Create) await addIndex(store, table, update.Create as never, AttributeDefinitions);
    else if (update.Delete) await dropIndex(store, table, update.Delete.IndexName);
    else throw validationError('GlobalSecondaryIndexUpdates: only Create and Delete are supported by the local twin');
  }
  return { TableDescription: await tableOf(store, TableName) };
}
