/** Global secondary indexes of a table that already holds items. */
import {
  type Index,
  type Item,
  indexPrefix,
  itemPrefix,
  type Operation,
  type Store,
  type Table,
  tablePrefix,
  under,
} from './engine.ts';
import { serviceError, validationError } from './errors.ts';
import { indexesOf, indexRow } from './index-rows.ts';
import { saveTable } from './tables.ts';

/** Items per LevelDB batch while an index is filled: some hundred kB each. */
const FILL_ITEMS = 500;

/**
 * Fills the index from the items, then names it in the table's row: after a crash in between the next call begins anew.
 * The caller keeps writers out.
 */
export async function addIndex(
  store: Store,
  table: Table,
  index: Index,
  definitions: Table['AttributeDefinitions'],
): Promise<void> {
  const name = table.TableName;
  const existing = table.GlobalSecondaryIndexes ?? [];
  if (existing.some(({ IndexName }) => IndexName === index.IndexName)) {
    throw validationError(`Attempting to create an index which already exists: ${index.IndexName}`);
  }
  const known = new Map([...table.AttributeDefinitions, ...definitions].map((each) => [each.AttributeName, each]));
  const undefinedKey = index.KeySchema.find(({ AttributeName }) => !known.has(AttributeName));
  if (undefinedKey) {
    throw validationError(`Index ${index.IndexName}: AttributeDefinitions lacks its key ${undefinedKey.AttributeName}`);
  }
  const row: Index = {
    ...index,
    Projection: index.Projection ?? { ProjectionType: 'ALL' },
    IndexArn: `${table.TableArn}/index/${index.IndexName}`,
    IndexStatus: 'ACTIVE',
    IndexSizeBytes: 0,
    ItemCount: 0,
  };
  const changed: Table = {
    ...table,
    AttributeDefinitions: [...known.values()],
    GlobalSecondaryIndexes: [...existing, row],
  };
  await fill(store, changed, row, indexPrefix('global', name, index.IndexName));
  await saveTable(store, changed);
}

/** Where a store says how its index rows are made; another value than this, and they are made anew when it opens. */
const FORMAT_KEY = 'format~indexes';
const FORMAT = 2;

/** Brings a store of an earlier version to the present one. After a crash in between it begins again. */
export async function renewIndexes(store: Store): Promise<void> {
  if ((await store.db.get(FORMAT_KEY)) === FORMAT) return;
  for await (const value of store.db.values(under(tablePrefix))) {
    const table = value as Table;
    for (const { index, prefix } of indexesOf(table)) await fill(store, table, index, prefix);
  }
  await store.db.put(FORMAT_KEY, FORMAT);
}

async function fill(store: Store, table: Table, index: Index, prefix: string) {
  await store.db.clear(under(prefix));
  let batch: Operation[] = [];
  for await (const value of store.db.values(under(itemPrefix(table.TableName)))) {
    const row = indexRow(index, value as Item, table);
    if (row) batch.push({ type: 'put', key: prefix + row.key, value: row.item });
    if (batch.length >= FILL_ITEMS) {
      await store.db.batch(batch);
      batch = [];
    }
  }
  await store.db.batch(batch);
}

export async function dropIndex(store: Store, table: Table, name: string): Promise<void> {
  const left = (table.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => IndexName !== name);
  if (left.length === (table.GlobalSecondaryIndexes ?? []).length) {
    throw serviceError('ResourceNotFoundException', `Requested resource not found: Index ${name}`);
  }
  await saveTable(store, { ...table, GlobalSecondaryIndexes: left.length ? left : undefined });
  await store.db.clear(under(indexPrefix('global', table.TableName, name)));
}
