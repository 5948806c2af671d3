import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeDataDirectory } from './data-directory.ts';

let parent: string;
let path: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'data-'));
  path = join(parent, 'state');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('is new at the first start only', async () => {
  const first = await takeDataDirectory(path);
  expect(first.isNew).toBe(true);
  await first.release();
  expect((await takeDataDirectory(path)).isNew).toBe(false);
});

test('is refused while a process that lives holds it', async () => {
  await takeDataDirectory(path);
  await expect(takeDataDirectory(path)).rejects.toThrow(`already running on ${path} (process ${process.pid})`);
});

// 2 ** 22 is the largest process id on 64-bit Linux, one more than any process can have.
test.each([
  ['a dead process', String(2 ** 22)],
  ['nobody', ''],
  ['something else', 'hello'],
])('is taken over from %s', async (_, owner) => {
  await (await takeDataDirectory(path)).release();
  await writeFile(join(path, 'running.pid'), owner);
  await expect(takeDataDirectory(path)).resolves.toMatchObject({ isNew: false });
});

test('reset deletes the state of an earlier start', async () => {
  await (await takeDataDirectory(path)).release();
  await writeFile(join(path, 'table'), 'rows');
  const again = await takeDataDirectory(path, { reset: true });
  expect(again.isNew).toBe(true);
  expect(await readdir(path)).not.toContain('table');
});

test('a folder with other things in it is neither used nor emptied', async () => {
  await writeFile(join(parent, 'holiday.jpg'), 'picture');
  await expect(takeDataDirectory(parent, { reset: true })).rejects.toThrow('holds other files');
  expect(await readdir(parent)).toEqual(['holiday.jpg']);
});
