/** TransactGetItems, which dynalite lacks: all items as they are at one moment, because their locks are held together. */
import { checkCount, distinct, type Reason, throwIfRefused, validationReason } from './cancellation.ts';
import { type Parameters, type Store, validate } from './engine.ts';
import { errorName, isServiceError, validationError } from './errors.ts';
import { type ItemKey, itemKey } from './item-key.ts';
import { getItem } from './read.ts';
import type { Writes } from './write.ts';

export async function transactGetItems({ store, locks }: Writes, parameters: Parameters): Promise<Parameters> {
  checkCount(parameters.TransactItems);
  const gets = (parameters.TransactItems as Parameters[]).map(({ Get }) => {
    if (!Get) throw validationError('TransactItems can only contain Get');
    return Get;
  });
  const named = await Promise.all(gets.map((get) => nameOf(store, get)));
  throwIfRefused(named.map((each) => ('Code' in each ? each : { Code: 'None' })));
  return locks.items(distinct(named as ItemKey[]), async () => ({
    Responses: await Promise.all(
      gets.map(async (get) => {
        const { Item } = await getItem(store, get);
        return Item ? { Item } : {};
      }),
    ),
  }));
}

/** The item's key, or why the transaction is cancelled for it. */
async function nameOf(store: Store, get: Parameters): Promise<ItemKey | Reason> {
  const { TableName, Key } = validate(store, 'GetItem', get);
  try {
    return await itemKey(store, TableName, Key, 'exactly');
  } catch (error) {
    if (!isServiceError(error) || errorName(error) !== 'ValidationException') throw error;
    return validationReason(error);
  }
}
