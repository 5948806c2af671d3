/** Names one item of one table: what locks and the "same item twice" rule compare. */
import { createKey, type Item, type Store, tableOf, validateKey } from './engine.ts';
import { validationError } from './errors.ts';

export type ItemKey = { id: string; table: string; key: string };

/** `item` may hold more attributes than the key. ValidationException when the key is missing or of the wrong type. */
export async function itemKey(store: Store, tableName: string, item: Item): Promise<ItemKey> {
  const table = await tableOf(store, tableName);
  const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
  const missing = names.find((name) => item[name] === undefined);
  if (missing) {
    throw validationError(`One or more parameter values were invalid: Missing the key ${missing} in the item`);
  }
  const keyOnly = Object.fromEntries(names.map((name) => [name, item[name]!]));
  const invalid = validateKey(keyOnly, table);
  if (invalid) throw invalid;
  const key = createKey(keyOnly, table);
  return { id: `${tableName}/${key}`, table: tableName, key };
}
