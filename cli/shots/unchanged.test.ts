import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readUnchanged } from './unchanged.ts';

const checked = { bytes: 4, sha256: createHash('sha256').update('shot').digest('hex') };
let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unchanged-'));
  path = join(directory, 'a.png');
});
afterEach(() => rm(directory, { recursive: true }));

test('what is as it was is read', async () => {
  await writeFile(path, 'shot');
  expect(String(await readUnchanged(path, checked))).toBe('shot');
});

test.each(['sho', 'shots', 'shop'])('%j is not what was checked', async (content) => {
  await writeFile(path, content);
  await expect(readUnchanged(path, checked)).rejects.toMatchObject({
    exitCode: 3,
    message: `${path} was changed since it was checked; run the command again.`,
  });
});

test('what is gone is named', async () => {
  await expect(readUnchanged(path, checked)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(`${path} was there when it was checked, and cannot be read any more (ENOENT)`),
  });
});
