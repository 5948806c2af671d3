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

test('it is the first start until one has said that it is done', async () => {
  const first = await takeDataDirectory(path);
  await first.release();
  const second = await takeDataDirectory(path);
  expect([first.isFirstStart, second.isFirstStart]).toEqual([true, true]);
  await second.markStarted();
  await second.release();
  expect((await takeDataDirectory(path)).isFirstStart).toBe(false);
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
  await expect(takeDataDirectory(path)).resolves.toMatchObject({ path });
});

test('reset deletes the state of an earlier start', async () => {
  const before = await takeDataDirectory(path);
  await before.markStarted();
  await before.release();
  await writeFile(join(path, 'table'), 'rows');
  const again = await takeDataDirectory(path, { reset: true });
  expect(again.isFirstStart).toBe(true);
  expect(await readdir(path)).not.toContain('table');
});

test('a folder with other things in it is neither used nor emptied', async () => {
  await writeFile(join(parent, 'holiday.jpg'), 'picture');
  await expect(takeDataDirectory(parent, { reset: true })).rejects.toThrow('holds other files');
  expect(await readdir(parent)).toEqual(['holiday.jpg']);
});

test('the platform and bare services do not share one', async () => {
  await (await takeDataDirectory(path, { purpose: 'bare' })).release();
  await expect(takeDataDirectory(path)).rejects.toThrow(
    `${path} holds the state of \`npm run twin -- --bare\`: choose another folder with --data.`,
  );
  await (await takeDataDirectory(path, { purpose: 'bare' })).release();
});
