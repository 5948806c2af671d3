/** BatchGetItem. (dynalite's own stops after about 1.4 MB.) */
import { type Item, itemAt, type Parameters, type Store, validate } from './engine.ts';
import { itemBytes } from './expressions/size.ts';
import { itemKey } from './item-key.ts';
import { takeProjection } from './read.ts';

/** An answer holds up to 16 MB; the keys of what is left are answered as unprocessed (API reference). */
const ANSWER_BYTES = 16 * 1024 * 1024;
const READ_UNIT_BYTES = 4096;

export async function batchGetItem(store: Store, parameters: Parameters): Promise<Parameters> {
  const data = validate(store, 'BatchGetItem', parameters);
  const requests = Object.entries<Parameters>(data.RequestItems);
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, Parameters> = {};
  const ConsumedCapacity: Parameters[] = [];
  let bytes = 0;
  for (const [table, request] of requests) {
    const projected = takeProjection(request);
    const keys = await Promise.all((request.Keys as Item[]).map((each) => itemKey(store, table, each, 'exactly')));
    const found = await Promise.all(keys.map(({ key }) => itemAt(store, table, key)));
    const left: Item[] = [];
    // In the order of storage: the service promises none, and callers shall not come to rely on that of their keys.
    const byStorage = keys.map(({ key }, i) => ({ key, i })).sort((a, b) => (a.key < b.key ? -1 : 1));
    Responses[table] = byStorage.flatMap(({ i }) => {
      const item = found[i];
      if (!item) return [];
      bytes += itemBytes(item);
      if (bytes <= ANSWER_BYTES) return [projected(item)];
      left.push(request.Keys[i]);
      return [];
    });
    if (left.length > 0) UnprocessedKeys[table] = { ...parameters.RequestItems[table], Keys: left };
    const units = found.map((item) => Math.ceil((item ? itemBytes(item) : 1) / READ_UNIT_BYTES));
    const CapacityUnits = units.reduce((sum, each) => sum + each, 0) * (request.ConsistentRead ? 1 : 0.5);
    ConsumedCapacity.push({ TableName: table, CapacityUnits });
  }
  const counted = ['TOTAL', 'INDEXES'].includes(data.ReturnConsumedCapacity);
  return { Responses, UnprocessedKeys, ...(counted && { ConsumedCapacity }) };
}
