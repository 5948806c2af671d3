import { expect, test, vi } from 'vitest';
import type { Photo } from '../../lambdas/album/photo-schemas.ts';
import { newestPages, preparingPages } from './newest-pages.ts';

/** A platform that gives no larger ones. */
const PAGE = 10;
const photo = (minute: number, variants: Photo['variants'] = 'ready') =>
  ({ id: `photo_${minute}`, variants, created_at: new Date(minute * 60_000).toISOString() }) as Photo;
/** Newest first. */
const album = (newest: number) => Array.from({ length: newest }, (_, index) => photo(newest - index));

async function asked(all: Photo[], known: Photo[], pages: typeof preparingPages = newestPages) {
  const ask = vi.fn(async ({ next, limit }: { next?: string | null; limit: number }) => {
    const from = Number(next ?? 0);
    const to = from + Math.min(PAGE, limit);
    return { items: all.slice(from, to), next: to < all.length ? String(to) : null };
  });
  const items: Photo[] = [];
  for await (const page of pages(ask, known)) items.push(...page.items);
  return { pages: ask.mock.calls.length, limits: ask.mock.calls.map(([{ limit }]) => limit), items };
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

test('what is being prepared is asked about with no more photos than it takes, and a few that may have come above', async () => {
  const known = album(100).map((one) => (one.id === 'photo_98' ? photo(98, 'making') : one));
  const { limits, items } = await asked(album(100), known, preparingPages);
  expect(limits).toEqual([8]);
  expect(items.at(-1)!.id).toBe('photo_93');
});

test('it is found also when many have come above it', async () => {
  const known = [photo(100, 'making'), ...album(99)];
  const { limits, items } = await asked(album(120), known, preparingPages);
  expect(limits).toEqual([6, 100, 100]);
  expect(items.map(({ id }) => id)).toContain('photo_100');
});

test('one far down needs no larger page than there is', async () => {
  const known = album(300).map((one) => (one.id === 'photo_50' ? photo(50, 'making') : one));
  expect((await asked(album(300), known, preparingPages)).limits[0]).toBe(100);
});
