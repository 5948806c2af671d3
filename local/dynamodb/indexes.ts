/** Global secondary indexes of a table that already holds items. */
import {
  getIndexActions,
  type Index,
  type Item,
  indexPrefix,
  itemPrefix,
  type Operation,
  type Store,
  type Table,
  under,
} from './engine.ts';
import { serviceError, validationError } from './errors.ts';
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

async function fill(store: Store, table: Table, index: Index, prefix: string) {
  await store.db.clear(under(prefix));
  let batch: Operation[] = [];
  for await (const value of store.db.values(under(itemPrefix(table.TableName)))) {
    const { puts } = getIndexActions([index], undefined, value as Item, table);
    batch.push(...puts.map(({ key, item }): Operation => ({ type: 'put', key: prefix + key, value: item })));
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
