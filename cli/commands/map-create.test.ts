import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../command-error.ts';
import { type FakePlatform, JOB, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
let directory: string;
let shots: string;
let pictures: Buffer[];
const bare = (argv: string[], interrupt?: Promise<void>) =>
  runCli(['map', 'create', shots, ...argv], { TESSERA_URL: platform.origin, XDG_CONFIG_HOME: directory }, interrupt);
/** With a step that fits the pictures, unless the test says another place for them. */
const run = (argv: string[], interrupt?: Promise<void>) =>
  bare(argv.some((each) => ['--step', '--positions'].includes(each)) ? argv : ['--step', '30x15', ...argv], interrupt);

beforeAll(async () => {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const make = () =>
    sharp({ create: { width: 32, height: 16, channels: 3, background: '#000', noise } })
      .png()
      .toBuffer();
  pictures = await Promise.all(Array.from({ length: 4 }, make));
});
beforeEach(async () => {
  platform = await startPlatform();
  directory = await mkdtemp(join(tmpdir(), 'cli-'));
  shots = join(directory, 'My city');
  await mkdir(shots);
  for (const [i, content] of pictures.entries()) await writeFile(join(shots, `r${i >> 1}_c${i & 1}.png`), content);
});
afterEach(async () => {
  await platform.close();
  await rm(directory, { recursive: true });
});

test('uploads every shot as it is and follows the job to its end', async () => {
  platform.faults.uploads = 2;
  const { exitCode, stdout, stderr } = await run(['--step', '30x15', '--exact', '--wait', '--json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('uploaded 4/4\n') });
  expect([...platform.shots.values()].map((body) => body.length).sort()).toEqual(pictures.map((p) => p.length).sort());
  const [job] = platform.jobs;
  expect(job).toMatchObject({ game_id: 'my-city-abc123', exact: true, format: 'webp', quality: 80, effort: 2 });
  expect(job!.shots!.at(-1)).toMatchObject({ name: 'r1_c1.png', row: 1, col: 1, nominal: [30, 15] });
  expect(JSON.parse(stdout)).toEqual({
    ...{ job_id: JOB, map: 'my-city-abc123', build: JOB.slice(4), status: 'completed', progress: 100, total_tasks: 16 },
    ...{
      completed_tasks: 16,
      tiles_created: 7,
      tiles_copied: 0,
      failures: [],
      error: null,
      url: `${platform.origin}/maps/my-city-abc123`,
      seconds: 4.5,
    },
    stages: ['capture', 'coords', 'tile', 'cleanup'].map((name) => ({
      name,
      total: 4,
      completed: 4,
      failed: 0,
      as_before: 0,
    })),
  });
});

test('a request that arrived although its answer was lost counts', async () => {
  platform.faults.lost = /^(PUT \/upload\/|POST \/api\/jobs)/;
  const { exitCode, stderr } = await run(['--exact', '--wait', '--json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('uploaded 4/4\n') });
  expect(platform.shots.size).toBe(4);
});

test('the same folder is the same state, another content is another', async () => {
  await run(['--name', 'A']);
  await run(['--name', 'A', '--columns', '4']);
  await writeFile(join(shots, 'r0_c0.png'), await sharp(pictures[0]).negate().png().toBuffer());
  await run(['--name', 'A']);
  const [first, second, third] = platform.jobs.map(({ save_data_id }) => save_data_id);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(platform.jobs[1]!.shots!.at(-1)).toMatchObject({ row: 0, col: 3, nominal: [90, 0] });
});

test('shots that share nothing with their neighbours are told, unless they lie so', async () => {
  const note = 'cannot find their places by their pictures';
  // Pictures of 32 x 16 px share less than the least, whatever the step.
  const { stderr } = await run(['--step', '32x16']);
  expect(stderr).toContain(
    'Shots of 32x16 px every 32x16 px: neighbouring columns and rows share less than 32 px, or nothing.',
  );
  expect(stderr).toContain(note);
  expect((await run(['--step', '32x16', '--exact'])).stderr).not.toContain(note);
});

test('boxes of the interface are told to the platform, and wrong ones explained', async () => {
  await run(['--boxes', '0, 0, 30, 2; 3,4,5,6;']);
  await run(['--boxes', 'none']);
  expect(platform.jobs.map(({ boxes }) => boxes)).toEqual([
    [
      [0, 0, 30, 2],
      [3, 4, 5, 6],
    ],
    [],
  ]);
  expect(await run(['--boxes', '0,0,5000,2'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/--boxes: boxes\[0\] .* reaches beyond the captures of 32 x 16 px/),
  });
  expect(platform.jobs.length).toBe(2);
  for (const wrong of ['0,0,40', '0,0,0,5', '1,2,3,4;;', 'all']) {
    const remedy = expect.stringContaining('--boxes is LEFT,TOP,WIDTH,HEIGHT in px of a shot');
    expect(await run(['--boxes', wrong])).toMatchObject({ exitCode: 2, stderr: remedy });
  }
});

test.each([
  [
    { unchanged: true },
    `Nothing changed: build ${JOB.slice(4)}, which map my-city-abc123 shows, .* the job that made it, ${JOB};`,
  ],
  [{ status: 'running' }, `Job ${JOB} is making build ${JOB.slice(4)} of map my-city-abc123 from exactly these shots`],
])('of a job that was there before it is told which: %j', async (found, words) => {
  platform.faults.found = found;
  const { exitCode, stderr } = await run(['--exact']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(words) });
});

test('a failed job is exit 4 and names its failures', async () => {
  platform.faults.end = 'failed';
  const { exitCode, stdout } = await run(['--exact', '--wait']);
  expect(exitCode).toBe(4);
  expect(stdout).toContain('capture r0_c0.png: flat: The picture is one colour.');
});

test('a broken file is exit 3 before anything is uploaded', async () => {
  await writeFile(join(shots, 'r0_c1.png'), pictures[1]!.subarray(0, 900));
  const { exitCode, stderr } = await run(['--exact']);
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/nothing was uploaded:\n {2}r0_c1\.png: cannot be decoded/);
  expect(platform.maps).toEqual([]);
});

test('an empty cell is told at the edge of the grid, and refused between shots unless holes are wanted', async () => {
  await rm(join(shots, 'r1_c1.png'));
  expect(await run(['--exact'])).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/no shot: r1_c1\.png\./) });
  expect((await run(['--exact', '--columns', '2'])).stderr).toContain('1 are missing at the end');
  await writeFile(join(shots, 'r1_c2.png'), pictures[3]!);
  expect(await run(['--exact'])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('r1_c1.png: missing') });
  const allowed = await run(['--exact', '--allow-holes']);
  expect(allowed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('no shot: r1_c1.png, r0_c2.png.') });
});

test('names that the platform would refuse are refused before anything is sent', async () => {
  expect(await run(['--name', 'a\x1b[2Jb'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--name "a\\u001b[2Jb" cannot be the name of a map'),
  });
  expect(await run(['--name', ' '])).toMatchObject({ exitCode: 2 });
  for (const name of ['r2_c0\n.png', 'r2_c1\x1b[2J.png']) await writeFile(join(shots, name), pictures[0]!);
  const { exitCode, stderr } = await run([]);
  expect(exitCode).toBe(3);
  expect(stderr).toContain('\n  r2_c0\\n.png: no shot may have this name. Rename it');
  expect(stderr).toContain('\n  r2_c1\\u001b[2J.png: no shot may have this name. Rename it');
  expect(platform.maps).toEqual([]);
  const folder = join(directory, 'x'.repeat(81));
  await mkdir(folder);
  const unnamed = await runCli(['map', 'create', folder], { TESSERA_URL: platform.origin });
  expect(unnamed).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('Give another one: --name') });
});

test('Ctrl-C while waiting says how to come back', async () => {
  platform.faults.endless = true;
  const interrupt = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if ((platform.jobs[0]?.polls ?? 0) < 1) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
  const { exitCode, stderr } = await run(['--exact', '--wait'], interrupt);
  expect(exitCode).toBe(130);
  expect(stderr).toContain(`tessera map status ${JOB} --wait --url ${platform.origin}`);
});

test('Ctrl-C once the job is made says that it goes on, also where nobody waits for it', async () => {
  platform.faults.lost = /^GET .*\/status/;
  const interrupt = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!platform.jobs[0]?.polls) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  const { exitCode, stderr } = await run(['--exact'], interrupt);
  expect(exitCode).toBe(130);
  expect(stderr).toContain(`The job goes on without this command. Come back with: tessera map status ${JOB}`);
  expect(stderr).not.toContain('from the start');
});

test('the job that was made is told, though the first answer about it is lost', async () => {
  platform.faults.lost = /^GET .*\/status/;
  const { exitCode, stdout } = await run(['--exact', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ job_id: JOB });
});

test('a refused login is exit 5', async () => {
  platform.faults.login = false;
  const { exitCode, stderr } = await run(['--exact']);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 5,
    stderr: expect.stringContaining('The login failed: the issuer said access_denied. Run `tessera login` again'),
  });
});

test('Ctrl-C before the job says that nothing was started', async () => {
  const { exitCode, stderr } = await run(['--exact'], Promise.resolve());
  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: expect.stringContaining('Interrupted') });
  expect(platform.jobs).toEqual([]);
});

test('a default step that would leave gaps is refused, with the option that is missing', async () => {
  for (const exact of [[], ['--exact']]) {
    const { exitCode, stderr } = await bare(exact);
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toMatch(/32x16 px .*columns and rows.*--step WxH .*--step 26x13/s);
  }
  expect(platform.jobs).toEqual([]);
});

test('positions that lie there and were forgotten are bad input, before anything is sent; --step says that they were not', async () => {
  await writeFile(join(shots, 'positions.json'), '[]');
  const { exitCode, stderr } = await bare([]);
  expect({ exitCode, stderr }).toEqual({ exitCode: EXIT.input, stderr: expect.stringContaining('--positions') });
  expect((await run(['--step', '30x15'])).exitCode).toBe(EXIT.done);
});
