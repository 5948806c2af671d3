import { expect, test } from 'vitest';
import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { keptUploads } from './kept-uploads.ts';
import { storage } from './storage.fixture.ts';

function windows(over: Partial<Storage> = {}) {
  const { items, store } = storage(over);
  const clock = { at: 1_000_000 };
  const open = (key = 'album_1') =>
    keptUploads(
      key,
      () => store,
      () => clock.at,
    );
  return { items, clock, open };
}
const left = (kept: ReturnType<typeof keptUploads>) => [...kept.load().values()];
const open = { name: 'a', size: 10, sha256: 'aa', photo: 'p1' };
const done = { name: 'b', size: 10, sha256: 'bb', photo: 'p2', isThere: true, isDone: true } as const;

test('a list with something unfinished outlives the page, whole, for a day', () => {
  const { open: window, clock, items } = windows();
  window().save([open, done]);
  expect(left(window())).toEqual([[open, done]]);
  clock.at += PENDING_MEDIA_SECONDS * 1000;
  expect(left(window())).toEqual([]);
  expect(items.size).toBe(0);
});

test('nothing is kept of what is done', () => {
  const { open: window, items } = windows();
  const kept = window();
  kept.save([open]);
  kept.save([done]);
  expect(items.size).toBe(0);
});

test('each window has a list of its own, and takes over those of others by name; other albums are left alone', () => {
  const { open: window, items } = windows();
  const [a, b] = [window(), window()];
  const other = window('album_12');
  a.save([open]);
  b.save([{ ...open, name: 'b' }]);
  other.save([{ ...open, name: 'other' }]);
  expect(left(window())).toEqual([[open], [{ ...open, name: 'b' }]]);
  b.save([]);
  expect(left(window())).toEqual([[open]]);
  const c = window();
  c.save([open, { ...open, name: 'c' }], [...c.load().keys()]);
  expect([...c.load().keys()]).toEqual([c.name]);
  expect(items.has(other.name)).toBe(true);
});

test('the list that all windows shared once is one of them', () => {
  const { open: window, items } = windows();
  items.set('tessera.uploads.album_1', JSON.stringify({ at: 1_000_000, photos: [open] }));
  expect(window().load()).toEqual(new Map([['tessera.uploads.album_1', [open]]]));
});

test.each([
  '{',
  '7',
  'null',
  '{"at":1000000,"photos":[{"size":1}]}',
  '{"at":1000000,"photos":[null]}',
  '{"photos":[]}',
])('what somebody else wrote there is no list: %s', (text) => {
  const { open: window, items } = windows();
  items.set('tessera.uploads.album_1', text);
  expect(left(window())).toEqual([]);
});

test('a browser that keeps nothing makes no trouble', () => {
  const refuse = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  const { open: window, items } = windows({ getItem: refuse, setItem: refuse });
  items.set('tessera.uploads.album_1', '{}');
  expect(() => window().save([open])).not.toThrow();
  expect(left(window())).toEqual([]);
});

test('what cannot be written takes nothing over', () => {
  const { open: window, items } = windows({
    setItem() {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    },
  });
  items.set('tessera.uploads.album_1', JSON.stringify({ at: 1_000_000, photos: [open] }));
  window().save([open], ['tessera.uploads.album_1']);
  expect(left(window())).toEqual([[open]]);
});
