import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
let directory: string;
let shots: string;

beforeAll(async () => {
  platform = await startPlatform();
  directory = await mkdtemp(join(tmpdir(), 'cli-'));
  shots = join(directory, 'My city');
  await mkdir(shots);
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#000', noise } }).png();
  for (const name of ['r0_c0.png', 'r0_c1.png']) await writeFile(join(shots, name), await picture.toBuffer());
  await writeFile(join(shots, 'positions.json'), '[]');
});
afterAll(async () => {
  await platform.close();
  await rm(directory, { recursive: true });
});

/** What a command says of what is wrong, without its own name. */
async function said(command: 'create' | 'estimate', argv: string[]) {
  const { exitCode, stderr } = await runCli(['map', command, shots, ...argv], {
    ...{ TESSERA_URL: platform.origin, XDG_CONFIG_HOME: directory },
  });
  return { exitCode, stderr: stderr.replaceAll(`map ${command}`, 'map COMMAND') };
}

test.each([
  [[], 3, 'positions.json is there and was not asked for'],
  [['--boxes', '0,0,64,500', '--step', '30x10'], 2, '--boxes: boxes[0]'],
  [['--boxes', 'all'], 2, '--boxes is LEFT,TOP'],
  [['--quality', '101', '--effort', '9'], 2, '--quality is a whole number'],
  [['--effort', '9', '--order', 'rows'], 2, '--effort is a whole number'],
  [['--format', 'gif', '--name', '\u0007'], 2, '--format is one of'],
  [['--order', 'rows', '--name', '\u0007'], 2, '--order needs --columns'],
  [['--name', '\u0007'], 2, 'cannot be the name of a map'],
  [['--positions', 'none.json'], 3, 'none.json'],
])('map create and map estimate say the same of %j, and send nothing', async (argv, exitCode, words) => {
  const [created, estimated] = [await said('create', argv), await said('estimate', argv)];
  expect(created).toEqual({ exitCode, stderr: expect.stringContaining(words) });
  expect(estimated).toEqual(created);
  expect(platform.maps).toEqual([]);
});

test('a step that lets shots share nothing is noted by both', async () => {
  const [created, estimated] = [await said('create', ['--step', '64x48']), await said('estimate', ['--step', '64x48'])];
  const note = 'cannot find their places by their pictures';
  expect(created.stderr).toContain(note);
  expect(estimated.stderr).toContain(note);
});
