import { expect, test } from 'vitest';
import { update } from './update.ts';

const item = { pk: { S: 'a' }, l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }] }, m: { M: { n: { N: '1' } } } };

test('the item as it was stays untouched, also where the new one holds parts of it', () => {
  const before = structuredClone(item);
  const changed = update([{ type: 'set', path: ['m', 'copy'], val: ['m'] }], item);
  expect(changed.m).toEqual({ M: { n: { N: '1' }, copy: { M: { n: { N: '1' } } } } });
  expect(item).toEqual(before);
});

test('removals mean the list as it was, whatever their order', () => {
  const removals = [2, 0].map((index) => ({ type: 'remove' as const, path: ['l', index] }));
  expect(update(removals, item).l).toEqual({ L: [{ N: '1' }] });
});

test('a set that loses its last member goes', () => {
  const sections = [{ type: 'delete' as const, path: ['s'], val: { SS: ['x', 'y'] } }];
  expect(update(sections, { s: { SS: ['y', 'x'] } })).toEqual({});
});
