import { expect, test, vi } from 'vitest';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { newestPages } from './newest-pages.ts';

const PAGE = 10;
const photo = (minute: number, variants: Photo['variants'] = 'ready') =>
  ({ id: `photo_${minute}`, variants, created_at: new Date(minute * 60_000).toISOString() }) as Photo;
/** Newest first. */
const album = (newest: number) => Array.from({ length: newest }, (_, index) => photo(newest - index));

async function asked(all: Photo[], known: Photo[]) {
  const ask = vi.fn(async ({ next }: { next?: string | null }) => {
    const from = Number(next ?? 0);
    return { items: all.slice(from, from + PAGE), next: from + PAGE < all.length ? String(from + PAGE) : null };
  });
  const items: Photo[] = [];
  for await (const page of newestPages(ask, known)) items.push(...page.items);
  return { pages: ask.mock.calls.length, items };
}

test('a few that were added are on the first page', async () => {
  expect((await asked(album(103), album(100))).pages).toBe(1);
});

test('of many that were added none is left out', async () => {
  const { pages, items } = await asked(album(125), album(100));
  expect(pages).toBe(3);
  expect(items.map(({ id }) => id)).toContain('photo_101');
});

test('those that are being prepared are asked about, as far down as they are', async () => {
  const known = album(100).map((one) => (one.id === 'photo_65' ? photo(65, 'making') : one));
  const { pages, items } = await asked(album(100), known);
  expect(pages).toBe(4);
  expect(items.at(-1)!.id).toBe('photo_61');
});

test('not the whole of a large album', async () => {
  const known = album(100).map((one) => (one.id === 'photo_1' ? photo(1, 'making') : one));
  expect((await asked(album(100), known)).pages).toBe(5);
});

test('of a list that nothing is known of, and of an empty one, the first page', async () => {
  expect((await asked(album(100), [])).pages).toBe(1);
  expect((await asked([], album(3))).pages).toBe(1);
});
