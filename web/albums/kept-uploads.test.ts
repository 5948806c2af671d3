import { expect, test } from 'vitest';
import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { keptUploads } from './kept-uploads.ts';

/** As much of a Storage as is used. */
function storage(over: Partial<Storage> = {}) {
  const items = new Map<string, string>();
  const store = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    ...over,
  } as Storage;
  const clock = { at: 1_000_000 };
  return {
    items,
    clock,
    kept: keptUploads(
      'album_1',
      () => store,
      () => clock.at,
    ),
  };
}
const open = { name: 'a', size: 10, sha256: 'aa', photo: 'p1' };
const done = { name: 'b', size: 10, sha256: 'bb', photo: 'p2', isThere: true, isDone: true } as const;

test('a list with something unfinished outlives the page, whole, for a day', () => {
  const { kept, clock } = storage();
  kept.save([open, done]);
  expect(kept.load()).toEqual([open, done]);
  clock.at += PENDING_MEDIA_SECONDS * 1000;
  expect(kept.load()).toEqual([]);
});

test('nothing is kept of what is done', () => {
  const { kept, items } = storage();
  kept.save([open]);
  kept.save([done]);
  expect(items.size).toBe(0);
});

test.each([
  '{',
  '7',
  'null',
  '{"at":1000000,"photos":[{"size":1}]}',
  '{"at":1000000,"photos":[null]}',
  '{"photos":[]}',
])('what somebody else wrote there is no list: %s', (text) => {
  const { kept, items } = storage();
  items.set('tessera.uploads.album_1', text);
  expect(kept.load()).toEqual([]);
});

test('a browser that keeps nothing makes no trouble', () => {
  const refuse = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  const { kept } = storage({ getItem: refuse, setItem: refuse });
  expect(() => kept.save([open])).not.toThrow();
  expect(kept.load()).toEqual([]);
});
