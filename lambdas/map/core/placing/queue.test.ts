import { expect, it } from 'vitest';
import { choosing } from '../../../../local/seeded.ts';
import { queueOf } from './queue.ts';

it('takes out the greatest first, of equals the one with the lower id', () => {
  const { below } = choosing(3);
  const items = Array.from({ length: 500 }, (_, id) => ({ id, priority: below(20) }));
  const queue = queueOf<{ id: number; priority: number }>();
  for (const item of items.toSorted(() => below(3) - 1)) queue.push(item);
  const taken = [];
  for (let item = queue.pop(); item; item = queue.pop()) taken.push(item);
  expect(taken).toEqual(items.toSorted((a, b) => b.priority - a.priority || a.id - b.id));
  expect(queue.pop()).toBeUndefined();
});
