import { expect, test } from 'vitest';
import { batchItems, batchOf } from './batcher.ts';

const MANY = Number.POSITIVE_INFINITY;

test('a batch holds so many items, the last one the rest', () => {
  expect(batchItems([1, 2, 3, 4, 5], undefined, { items: 2, bytes: MANY })).toEqual([[1, 2], [3, 4], [5]]);
});

test('no batch is larger than its limit, its BatchInput counted, and none could take the next item', () => {
  const items = Array.from({ length: 40 }, (_, i) => ({ text: 'é'.repeat(i) }));
  const input = { job: 'j' };
  const batches = batchItems(items, input, { items: MANY, bytes: 400 });
  const bytes = (list: unknown[]) => Buffer.byteLength(JSON.stringify(batchOf(list, input)));
  expect(batches.flat()).toEqual(items);
  for (const [i, batch] of batches.entries()) {
    expect(bytes(batch)).toBeLessThanOrEqual(400);
    const next = batches[i + 1]?.[0];
    if (next) expect(bytes([...batch, next])).toBeGreaterThan(399);
  }
});

test('an item that fits no batch is refused by its number', () => {
  expect(() => batchItems([1, 'x'.repeat(100)], undefined, { items: 9, bytes: 60 })).toThrow('Item 1 ');
});

test('without BatchInput the child gets the items alone', () => {
  expect(batchOf([1], undefined)).toEqual({ Items: [1] });
});
