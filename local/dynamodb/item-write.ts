/**
 * What PutItem, UpdateItem and DeleteItem do to one item: their answer, and the writes of the item and its index rows that
 * belong together. The caller holds the item's lock and commits the writes as one batch.
 */
import { checkItem } from './checks.ts';
import {
  createKey,
  type Item,
  itemAt,
  itemPrefix,
  type Operation,
  type Parameters,
  type Store,
  type Table,
  tableOf,
  validateItem,
  validateKey,
  validateUpdates,
} from './engine.ts';
import { serviceError, validationError } from './errors.ts';
import { fromExpected, isTrue } from './expressions/condition.ts';
import { type Path, project } from './expressions/path.ts';
import { itemBytes } from './expressions/size.ts';
import { fromAttributeUpdates, type Section, update } from './expressions/update.ts';
import { indexChanges } from './index-rows.ts';
import { checkKeys } from './keys.ts';
import { consumedCapacity } from './write-units.ts';

export type WriteOperation = 'PutItem' | 'UpdateItem' | 'DeleteItem';
export type PlannedWrite = { answer: Parameters; operations: Operation[]; item?: Item };

/**
 * @param data as `validate` answers it.
 * @throws ServiceError: ConditionalCheckFailedException, ValidationException, ResourceNotFoundException.
 */
export async function planWrite(store: Store, operation: WriteOperation, data: Parameters): Promise<PlannedWrite> {
  const table = await tableOf(store, data.TableName);
  const invalid =
    operation === 'PutItem'
      ? validateItem(data.Item, table)
      : (validateKey(data.Key, table) ?? validateUpdates(data.AttributeUpdates, data._updates, table));
  if (invalid) throw invalid;
  const key = createKey(data.Item ?? data.Key, table);
  const old = await itemAt(store, table.TableName, key);
  checkCondition(data, old);
  const item = newItem(store, operation, data, old);
  if (item) checkKeys(item, table, operation);
  return {
    answer: { ...returnedAttributes(data, old, item), ...consumedCapacity(data, table, old, item) },
    operations: rowChanges(table, key, old, item),
    ...(item && { item }),
  };
}

export function checkCondition(data: Parameters, old: Item | undefined): void {
  const condition =
    data._condition?.expression ?? (data.Expected && fromExpected(data.Expected, data.ConditionalOperator));
  if (condition && !isTrue(condition, old ?? {})) {
    throw serviceError('ConditionalCheckFailedException', 'The conditional request failed');
  }
}

const sectionsOf = (data: Parameters): Section[] =>
  data._updates ? data._updates.sections : fromAttributeUpdates(data.AttributeUpdates ?? {});

function newItem(store: Store, operation: WriteOperation, data: Parameters, old: Item | undefined): Item | undefined {
  if (operation === 'DeleteItem') return undefined;
  const item = operation === 'PutItem' ? (data.Item as Item) : update(sectionsOf(data), old ?? data.Key);
  checkItem(item);
  if (itemBytes(item) > store.options.maxItemSize) {
    throw validationError(
      `Item size ${operation === 'UpdateItem' ? 'to update ' : ''}has exceeded the maximum allowed size`,
    );
  }
  return item;
}

function returnedAttributes(data: Parameters, old: Item | undefined, item: Item | undefined): Parameters {
  const paths: Path[] = data.ReturnValues?.startsWith('UPDATED_') ? sectionsOf(data).map(({ path }) => path) : [];
  const answers: Record<string, Item | undefined> = {
    ALL_OLD: old,
    ALL_NEW: item,
    UPDATED_OLD: old && project(paths, old),
    UPDATED_NEW: item && project(paths, item),
  };
  const Attributes = answers[data.ReturnValues ?? 'NONE'];
  return Attributes && Object.keys(Attributes).length > 0 ? { Attributes } : {};
}

function rowChanges(table: Table, key: string, old: Item | undefined, item: Item | undefined): Operation[] {
  const row = itemPrefix(table.TableName) + key;
  const own: Operation[] = item ? [{ type: 'put', key: row, value: item }] : old ? [{ type: 'del', key: row }] : [];
  return [...own, ...indexChanges(table, old, item)];
}
