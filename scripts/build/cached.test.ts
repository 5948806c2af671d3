import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cached } from './cached.ts';

let root: string;
let runs: number;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cached-'));
  runs = 0;
  await mkdir(join(root, 'source/deep'), { recursive: true });
  await writeFile(join(root, 'source/deep/a.ts'), 'one');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const run = (settings = '') =>
  cached(root, {
    name: 'made',
    inputs: ['source', 'absent.json'],
    outputs: ['out'],
    settings,
    make: async () => {
      runs += 1;
      await mkdir(join(root, 'out'), { recursive: true });
      await writeFile(join(root, 'out/result'), 'made');
    },
  });

test('runs once while nothing changes', async () => {
  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
  expect(runs).toBe(1);
});

test.each([
  ['an input has other bytes', () => writeFile(join(root, 'source/deep/a.ts'), 'other bytes')],
  ['an input has another time', () => utimes(join(root, 'source/deep/a.ts'), 1, 1)],
  ['an input appeared', () => writeFile(join(root, 'absent.json'), '{}')],
  ['an input is gone', () => rm(join(root, 'source/deep/a.ts'))],
  ['the output is gone', () => rm(join(root, 'out'), { recursive: true })],
  ['somebody else wrote the output', () => writeFile(join(root, 'out/result'), 'not ours')],
])('runs again when %s', async (_, change) => {
  await run();
  await change();
  expect(await run()).toBe(true);
});

test('runs again when a setting changed', async () => {
  await run('a');
  expect(await run('b')).toBe(true);
});

test('a step that fails has not run', async () => {
  await run();
  const failing = {
    name: 'made',
    inputs: ['source'],
    outputs: ['out'],
    make: () => Promise.reject(new Error('broken')),
  };
  await expect(cached(root, failing)).rejects.toThrow('broken');
  expect(await run()).toBe(true);
});
