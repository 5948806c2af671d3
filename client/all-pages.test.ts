import { expect, test, vi } from 'vitest';
import { allPages } from './all-pages.ts';

const PAGES: Record<string, { items: number[]; next: string | null }> = {
  first: { items: [1], next: 'b' },
  b: { items: [2], next: 'c' },
  c: { items: [3], next: null },
};

const collect = async (first: string) => {
  const ask = vi.fn(async ({ next }: { next: string | null }) => PAGES[next ?? first]!);
  const items: number[] = [];
  for await (const page of allPages(ask)) items.push(...page.items);
  return { items, asked: ask.mock.calls.length };
};

test('every page is asked for once', async () => {
  expect(await collect('first')).toEqual({ items: [1, 2, 3], asked: 3 });
});

test.each([
  ['itself', 'b'],
  ['one before', 'c'],
])('a list whose page names %s ends', async (_, next) => {
  const ask = vi.fn(async ({ next: at }: { next: string | null }) => ({ next: at === 'b' ? next : 'b' }));
  const all = async () => {
    for await (const page of allPages(ask)) expect(page).toBeDefined();
  };
  await expect(all()).rejects.toMatchObject({ code: 'endless_list' });
  expect(ask.mock.calls.length).toBeLessThanOrEqual(3);
});
