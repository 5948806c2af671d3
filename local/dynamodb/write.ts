/** PutItem, UpdateItem, DeleteItem, BatchWriteItem: one atomic LevelDB batch each, item and index rows together. */
import { bufferedStore } from './buffered-store.ts';
import { act, type EngineOperation, type Item, itemAt, type Parameters, type Store, validate } from './engine.ts';
import { errorName, isServiceError, type ServiceError } from './errors.ts';
import { itemKey } from './item-key.ts';
import type { Locks } from './locks.ts';

export type Writes = { store: Store; locks: Locks };

/** Performs PutItem, UpdateItem or DeleteItem; a failed condition carries the item when ALL_OLD is asked for. */
export async function writeItem(
  { store, locks }: Writes,
  operation: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  parameters: Parameters,
): Promise<Parameters> {
  const data = validate(store, operation, parameters);
  const { id, table, key } = await itemKey(store, data.TableName, data.Key ?? data.Item);
  return locks.items([id], async () => {
    try {
      return await commit(store, operation, data);
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
  const requests = Object.entries(data.RequestItems as Record<string, Parameters[]>);
  const keys = await Promise.all(
    requests.flatMap(([table, list]) =>
      list.map(({ PutRequest, DeleteRequest }) =>
        itemKey(store, table, (PutRequest?.Item ?? DeleteRequest?.Key) as Item),
      ),
    ),
  );
  return locks.items([...new Set(keys.map(({ id }) => id))], () => commit(store, 'BatchWriteItem', data));
}

async function commit(store: Store, operation: EngineOperation, data: Parameters): Promise<Parameters> {
  const view = bufferedStore(store);
  const answer = await act(view, operation, data);
  await store.db.batch(view.operations);
  return answer;
}

export const isConditionFailure = (error: unknown): error is ServiceError =>
  isServiceError(error) && errorName(error) === 'ConditionalCheckFailedException';
