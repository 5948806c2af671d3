/** Partitions to ask: `b` of 25 items, also in the indexes; `order` of numbers, `text` of sort keys that sort by their bytes. */
import { afterAll, beforeAll } from 'vitest';
import { type Answer, openConformance, valuesFor } from './endpoint.fixture.ts';
import { toItem } from './values.fixture.ts';

export const GROUP = { ExpressionAttributeNames: { '#g': 'group' } };
export const name = (i: number) => String(i).padStart(3, '0');
export const sorts = (answer: Answer): string[] => answer.Items?.map(({ sk }: Answer) => sk.S);
/** The partition that most tests ask. */
export const b = { ':p': 'b' };

/** Opens the service for a test file, with the partitions stored. */
export async function openPartitions() {
  const service = await openConformance();
  const { send, table } = service;
  const store = (items: object[]) =>
    send('BatchWriteItem', {
      RequestItems: { [table]: items.map((item) => ({ PutRequest: { Item: toItem(item) } })) },
    });
  const query = (KeyConditionExpression: string, values: object, more: object = {}) =>
    send('Query', { TableName: table, KeyConditionExpression, ...valuesFor(values), ...more });

  beforeAll(async () => {
    await store(
      Array.from({ length: 25 }, (_, i) => ({
        pk: 'b',
        sk: name(i),
        group: 'gb',
        rank: i,
        v: `v${i}`,
        w: i % 3,
        alt: name(99 - i),
      })),
    );
    const numbers = [-1e20, -10, -9.5, -1, -0.001, 0, 0.001, 1, 2, 10, 1e20];
    await store(numbers.map((rank, i) => ({ pk: 'order', sk: name(i), group: 'order', rank })));
    await store(
      ['\u0000', '/', 'A', 'a', 'a/', 'a0', 'a~', 'z', '~', 'é', 'ﬃ', '\uffff', '😀'].map((sk) => ({ pk: 'text', sk })),
    );
  });
  afterAll(service.close);
  return { ...service, store, query };
}
