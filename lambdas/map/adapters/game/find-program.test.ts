import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findProgram } from './find-program.ts';

it('finds what can be run, in the order of PATH', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'path-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = join(folder, 'a-game-that-nobody-has');
  const path = ['/nowhere', folder].join(delimiter);
  await writeFile(program, '#!/bin/sh\n');
  expect(await findProgram('a-game-that-nobody-has', path)).toBeUndefined();
  await chmod(program, 0o755);
  expect(await findProgram('a-game-that-nobody-has', path)).toBe(program);
  expect(await findProgram('a-game-that-nobody-has', '')).toBeUndefined();
});
