/** Counts of requests against the twin's DynamoDB: exact, however many count at once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamodbCounts } from '../../lambdas/kernel/dynamodb-counts.ts';
import { countWithin } from '../../lambdas/kernel/rate-limit.ts';
import { twinTables } from '../support/twin-table.ts';

const TABLE = 'rows';
const LIMIT = { name: 'look', most: 10, seconds: 900 };
const NOW = Date.UTC(2026, 0, 1);

let table: Awaited<ReturnType<typeof twinTables>>;
beforeAll(async () => {
  table = await twinTables({ [TABLE]: [] });
});
afterAll(() => table.close());

const ask = (who: string, now = NOW) =>
  countWithin(LIMIT, who, 'Too many.', { counts: dynamodbCounts(table.documents, TABLE), clock: () => new Date(now) });
const statusesOf = async (asked: Promise<unknown>[]) =>
  (await Promise.allSettled(asked)).map((each) => (each.status === 'fulfilled' ? 200 : each.reason.status));

it('lets in ten of forty that ask at once, and refuses the others with 429', async () => {
  const statuses = await statusesOf(Array.from({ length: 40 }, () => ask('many')));
  expect(statuses.filter((status) => status === 200)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(30);
  const row = await table.stored(TABLE, `RATE#look#many#${NOW / 1000 / 900}`, 'RATE');
  expect(row).toMatchObject({ count: { N: '10' }, expires_at: { N: String(NOW / 1000 + 900 + 3600) } });
});

it('begins anew with the next window', async () => {
  await Promise.all(Array.from({ length: 10 }, () => ask('patient', NOW + 899_999)));
  expect(await statusesOf([ask('patient', NOW + 899_999), ask('patient', NOW + 900_000)])).toEqual([429, 200]);
});

it('takes back what was not meant, and never below nothing', async () => {
  const counts = dynamodbCounts(table.documents, TABLE);
  const counter = await ask('right');
  await counts.takeBack(counter);
  await counts.takeBack(counter);
  expect(await table.stored(TABLE, `RATE#look#right#${counter.window}`, 'RATE')).toMatchObject({ count: { N: '0' } });
});
