/** Names one item of one table: what locks and the "same item twice" rule compare. */
import { createKey, type Item, type Store, tableOf, validateItem, validateKey } from './engine.ts';
import { validationError } from './errors.ts';

export type ItemKey = { id: string; table: string; key: string };

/**
 * @param item a key (`exactly`), or an item with its key `among others`.
 * @throws ServiceError: ValidationException when the key is missing or of the wrong type, ResourceNotFoundException.
 */
export async function itemKey(
  store: Store,
  tableName: string,
  item: Item,
  holds: 'exactly' | 'among others',
): Promise<ItemKey> {
  const table = await tableOf(store, tableName);
  if (holds === 'exactly') {
    const invalid = validateKey(item, table);
    if (invalid) throw invalid;
    return named(tableName, createKey(item, table));
  }
  const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
  const missing = names.find((name) => item[name] === undefined);
  if (missing) {
    throw validationError(`One or more parameter values were invalid: Missing the key ${missing} in the item`);
  }
  const keyOnly = Object.fromEntries(names.map((name) => [name, item[name]!]));
  const invalid = validateItem(keyOnly, table);
  if (invalid) throw invalid;
  return named(tableName, createKey(keyOnly, table));
}

const named = (table: string, key: string): ItemKey => ({ id: `${table}/${key}`, table, key });
