import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobShots } from '../../lambdas/map/redrive-schemas.ts';
import { collectRepaired } from './repaired.ts';

test('a folder and a pipe that are called like shots are named, whether the shots failed or not', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'repaired-'));
  try {
    await mkdir(join(directory, 'a.png'));
    await mkdir(join(directory, 'b.png'));
    execFileSync('mkfifo', [join(directory, 'c.png')]);
    const shots = ['a.png', 'b.png', 'c.png'].map((name, col) => ({
      name,
      row: 0,
      col,
      sha256: '',
      failed: col === 0,
    }));
    const job = { width: null, height: null, shots } as unknown as JobShots;
    const error = await collectRepaired(directory, job, () => {}).catch((refused) => refused);
    expect(error.exitCode).toBe(3);
    expect(error.message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/a\.png: is a folder\. Put the picture in its place/),
      expect.stringMatching(/b\.png: is a folder\. Put the picture in its place/),
      expect.stringMatching(/c\.png: is no ordinary file\. Put the picture in its place/),
    ]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
