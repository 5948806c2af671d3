import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import type { QueuedPhoto } from '../../client/upload-photos.ts';
import { earlier } from './earlier-uploads.ts';
import { keptUploads } from './kept-uploads.ts';
import { storage } from './storage.fixture.ts';

/** Names that open windows hold. */
let held: Map<string, Promise<void>>;
beforeEach(() => {
  held = new Map();
  const request = (name: string, _: object, work: () => Promise<void>) => {
    const end = work().then(() => void held.delete(name));
    held.set(name, end);
    return end;
  };
  vi.stubGlobal('navigator', {
    locks: { request, query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }) },
  });
});

function browser() {
  const { store, items } = storage();
  const open = async () => {
    const kept = keptUploads('album_1', () => store);
    const { left, memory } = earlier(kept);
    await turn();
    // Ends as a page ends: nothing is written any more.
    return { left, memory, close: () => held.delete(kept.name) };
  };
  return { open, items };
}
let id = 0;
const queued = (name: string, more: Partial<QueuedPhoto<File>> = {}): QueuedPhoto<File> => ({
  ...{ id: id++, file: new File(['0123456789'], name), stage: 'sending', sent: 0, progress: {} },
  announced: { filename: name, content_type: 'image/jpeg', file_size: 10, sha256: `of ${name}` },
  ...more,
});

test('what one window remembers, another one does not write over', async () => {
  const { open } = browser();
  const [a, b] = [await open(), await open()];
  a.memory.keep([queued('a1'), queued('a2')]);
  b.memory.keep([queued('b1')]);
  b.memory.clear([queued('b1', { stage: 'done' })]);
  b.memory.keep([queued('b2')]);
  a.close();
  b.close();
  expect((await open()).left.value).toEqual({ unfinished: 3, all: 3, asked: [] });
});

test('of a window that is open nothing is said; when it is closed, the next one goes on with what it left', async () => {
  const { open, items } = browser();
  const a = await open();
  a.memory.keep([queued('a1'), queued('a2', { stage: 'done' })]);
  const b = await open();
  expect(b.left.value).toBeUndefined();
  b.memory.forget();
  a.close();
  const c = await open();
  expect(c.left.value).toEqual({ unfinished: 1, all: 2, asked: [] });
  expect(c.memory.take(queued('a1').announced!)).toBeUndefined();
  c.memory.keep([queued('a1')]);
  expect(items.size).toBe(1);
  c.memory.keep([queued('a1', { stage: 'done' })]);
  await turn();
  expect([items.size, held.size]).toEqual([0, 0]);
});

test('who forgets what was left, forgets that alone', async () => {
  const { open } = browser();
  const a = await open();
  a.memory.keep([queued('a1')]);
  a.close();
  const [b, c] = [await open(), await open()];
  c.memory.keep([queued('c1')]);
  b.memory.forget();
  expect(b.left.value).toBeUndefined();
  c.close();
  // What c had taken over from a it still knows.
  expect((await open()).left.value).toEqual({ unfinished: 2, all: 2, asked: [] });
});

test('what has arrived meanwhile was finished, and is not sent again', async () => {
  const { open, items } = browser();
  const a = await open();
  const ticket = (photo_id: string) => ({ photo_id, upload_url: 'u', upload_headers: {}, expires_in: 900 });
  a.memory.keep([
    queued('a1', { progress: { ticket: ticket('p1') } }),
    queued('a2', { progress: { ticket: ticket('p2') } }),
    queued('a3'),
  ]);
  a.close();
  const { left, memory } = await open();
  const [a1, a2] = [1, 2].map((each) => ({ photo: `p${each}`, name: `a${each}` }));
  expect(left.value).toEqual({ unfinished: 3, all: 3, asked: [a1, a2] });
  memory.arrived(new Set(['p1', 'p9']), []);
  expect(left.value).toEqual({ unfinished: 2, all: 3, asked: [a2] });
  expect(memory.take(queued('a1').announced!)).toMatchObject({ ticket: { photo_id: 'p1' }, isThere: true });
  memory.take(queued('a3').announced!);
  memory.arrived(new Set(['p2']), []);
  expect([left.value, items.size]).toEqual([undefined, 0]);
});
