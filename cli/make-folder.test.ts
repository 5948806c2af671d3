import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'folders-'));
});
afterAll(() => rm(directory, { recursive: true }));

test('many that make the same folders at once all find them', async () => {
  const path = join(directory, 'a', 'b', 'c');
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  expect(existsSync(path)).toBe(true);
});

test('a file in its place is an error', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(makeFolder(join(file, 'inner'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.runIf(existsSync('/proc/self'))('a folder that cannot be is an error, not a wait without end', async () => {
  await expect(makeFolder('/proc/tessera/inner')).rejects.toMatchObject({ code: 'ENOENT' });
});
