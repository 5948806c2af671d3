import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../command-error.ts';
import { type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
let directory: string;
const run = (argv: string[]) =>
  runCli(['map', 'create', join(directory, 'My city'), '--step', '30x15', ...argv], {
    TESSERA_URL: platform.origin,
    XDG_CONFIG_HOME: directory,
  });

beforeEach(async () => {
  platform = await startPlatform();
  directory = await mkdtemp(join(tmpdir(), 'cli-'));
  await mkdir(join(directory, 'My city'));
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const picture = sharp({ create: { width: 32, height: 16, channels: 3, background: '#000', noise } }).png();
  await writeFile(join(directory, 'My city/r0_c0.png'), await picture.toBuffer());
});
afterEach(async () => {
  await platform.close();
  await rm(directory, { recursive: true });
});

test('a private map is for its maker alone, and stays so', async () => {
  const made = await run(['--private']);
  expect(made).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining('of map my-city_abc123, which you alone may see.'),
  });
  const other = await run(['--name', 'Other']);
  expect(other.stderr).toContain('of map other-abc123, which everybody may see.');
  const refused = await run(['--name', 'Other', '--private']);
  expect(refused).toMatchObject({ exitCode: EXIT.input, stderr: expect.stringContaining('The map is public.') });
});
