/** UpdateTimeToLive, DescribeTimeToLive, and the sweep that deletes what has expired. dynalite knows only "disabled". */
import { type Item, itemPrefix, type Parameters, type Store, tableOf, under } from './engine.ts';
import { validationError } from './errors.ts';
import { isConditionFailure, type Writes, writeItem } from './write.ts';

/** How late the sweep may be. The service says "within a few days": nobody may rely on it, so readers filter by themselves. */
export const SWEEP_MS = 60_000;

/** Items that expired earlier than this are left alone (DynamoDB developer guide, "Time to Live": five years). */
const TOO_OLD_SECONDS = 5 * 365 * 24 * 3600;

const prefix = 'ttl~';
const settingKey = (table: string) => `${prefix}${table}`;

export const timeToLiveOf = async (store: Store, table: string) =>
  (await store.db.get(settingKey(table))) as string | undefined;

export const forgetTimeToLive = (store: Store, table: string) => store.db.del(settingKey(table));

export async function setTimeToLive(store: Store, table: string, attribute: string | undefined) {
  if (attribute === undefined) await forgetTimeToLive(store, table);
  else await store.db.put(settingKey(table), attribute);
}

export async function updateTimeToLive(store: Store, parameters: Parameters): Promise<Parameters> {
  const { TableName, TimeToLiveSpecification: specification } = parameters;
  await tableOf(store, TableName);
  if (typeof specification?.Enabled !== 'boolean' || !specification.AttributeName) {
    throw validationError('TimeToLiveSpecification needs Enabled and AttributeName');
  }
  const current = await timeToLiveOf(store, TableName);
  if (current !== undefined && current !== specification.AttributeName) {
    throw validationError('TimeToLive is active on a different AttributeName');
  }
  if ((current !== undefined) === specification.Enabled) {
    throw validationError(`TimeToLive is already ${current === undefined ? 'disabled' : 'enabled'}`);
  }
  await setTimeToLive(store, TableName, specification.Enabled ? specification.AttributeName : undefined);
  return { TimeToLiveSpecification: specification };
}

export async function describeTimeToLive(store: Store, { TableName }: Parameters): Promise<Parameters> {
  await tableOf(store, TableName);
  const AttributeName = await timeToLiveOf(store, TableName);
  const TimeToLiveStatus = AttributeName === undefined ? 'DISABLED' : 'ENABLED';
  return { TimeToLiveDescription: { TimeToLiveStatus, ...(AttributeName !== undefined && { AttributeName }) } };
}

/** Deletes every item whose time has come, in all tables; answers how many. `now` is in epoch seconds. */
export async function deleteExpired(writes: Writes, now: number): Promise<number> {
  let deleted = 0;
  for await (const key of writes.store.db.keys(under(prefix))) {
    deleted += await sweepTable(writes, key.slice(prefix.length), now);
  }
  return deleted;
}

async function sweepTable(writes: Writes, name: string, now: number): Promise<number> {
  const attribute = await timeToLiveOf(writes.store, name);
  if (attribute === undefined) return 0;
  const { KeySchema } = await tableOf(writes.store, name);
  let deleted = 0;
  for await (const value of writes.store.db.values(under(itemPrefix(name)))) {
    const item = value as Item;
    const expires = Number(item[attribute]?.N ?? Number.NaN);
    if (!(expires < now && expires > now - TOO_OLD_SECONDS)) continue;
    // The condition looks again under the item's lock: it may have got more time since.
    const Key = Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
    await writeItem(writes, 'DeleteItem', {
      TableName: name,
      Key,
      ConditionExpression: '#expires = :seen',
      ExpressionAttributeNames: { '#expires': attribute },
      ExpressionAttributeValues: { ':seen': item[attribute] },
    }).then(
      () => deleted++,
      (error) => {
        if (!isConditionFailure(error)) throw error;
      },
    );
  }
  return deleted;
}
