/** PutItem, UpdateItem, DeleteItem, BatchWriteItem: one atomic LevelDB batch each, item and index rows together. */
import { itemAt, type Parameters, type Store, validate } from './engine.ts';
import { errorName, isServiceError, type ServiceError, validationError } from './errors.ts';
import { itemKey } from './item-key.ts';
import { planWrite, type WriteOperation } from './item-write.ts';
import type { Locks } from './locks.ts';
import { sumOfCapacities } from './write-units.ts';

export type Writes = { store: Store; locks: Locks };

/** Performs PutItem, UpdateItem or DeleteItem; a failed condition carries the item when ALL_OLD is asked for. */
export async function writeItem(
  { store, locks }: Writes,
  operation: WriteOperation,
  parameters: Parameters,
): Promise<Parameters> {
  const data = validate(store, operation, parameters);
  const { id, table, key } = await itemKey(
    store,
    data.TableName,
    data.Key ?? data.Item,
    data.Key ? 'exactly' : 'among others',
  );
  return locks.items([id], async () => {
    try {
      const { answer, operations } = await planWrite(store, operation, data);
      await store.db.batch(operations);
      return answer;
    } catch (error) {
      if (parameters.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && isConditionFailure(error)) {
        error.body.Item = await itemAt(store, table, key);
      }
      throw error;
    }
  });
}

export async function batchWriteItems({ store, locks }: Writes, parameters: Parameters): Promise<Parameters> {
  const data = validate(store, 'BatchWriteItem', parameters);
  const requests = Object.entries(data.RequestItems as Record<string, Parameters[]>).flatMap(([TableName, list]) =>
    list.map(
      ({ PutRequest, DeleteRequest }): Parameters => ({
        TableName,
        ReturnConsumedCapacity: data.ReturnConsumedCapacity,
        ...(PutRequest ?? DeleteRequest),
      }),
    ),
  );
  const keys = await Promise.all(
    requests.map(({ TableName, Item, Key }) =>
      itemKey(store, TableName, Item ?? Key, Key ? 'exactly' : 'among others'),
    ),
  );
  const ids = keys.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw validationError('Provided list of item keys contains duplicates');
  return locks.items(ids, async () => {
    const planned = await Promise.all(
      requests.map((each) => planWrite(store, each.Item ? 'PutItem' : 'DeleteItem', each)),
    );
    await store.db.batch(planned.flatMap(({ operations }) => operations));
    return { UnprocessedItems: {}, ...sumOfCapacities(planned.map(({ answer }) => answer.ConsumedCapacity)) };
  });
}

export const isConditionFailure = (error: unknown): error is ServiceError =>
  isServiceError(error) && errorName(error) === 'ConditionalCheckFailedException';
