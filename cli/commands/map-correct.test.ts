import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILD, type FakePlatform, JOB, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

const SHOT = 'shot_5d0c8a1e-9f4b-4c86-8f3e-2b7a6c1d9e05';
let platform: FakePlatform;
const run = (...argv: string[]) =>
  runCli(['map', 'correct', ...argv], { TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any' });

beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.add('any');
  platform.createMap({ name: 'City' }).published_build = BUILD;
});
afterEach(() => platform.close());

test('puts a shot where it is said, and follows the job to its end, also when the first answer is lost', async () => {
  platform.faults.lost = /corrections/;
  const { exitCode, stdout, stderr } = await run('City', 'r0_c0.png', '30,4', '--wait', '--json');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringContaining(`Job ${JOB} makes build ${BUILD}`),
  });
  expect(JSON.parse(stdout)).toMatchObject({ job_id: JOB, build: BUILD, status: 'completed' });
  const asked = { shots: [{ screenshot_id: SHOT, position: [30, 4] }] };
  expect(platform.corrected).toEqual([asked, asked]);
});

test('takes a shot by its id, lets one go, and says how to follow', async () => {
  const { exitCode, stdout } = await run('City', SHOT, 'free');
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('Follow it with: tessera map status'),
  });
  expect(platform.corrected).toEqual([{ shots: [{ screenshot_id: SHOT, position: null }] }]);
});

test('where it lies so already, only that is said; programs get the job that made it', async () => {
  platform.faults.found = { unchanged: true };
  const { exitCode, stdout, stderr } = await run('City', 'r0_c0.png', '3,4', '--wait');
  const said = `Nothing changed: r0_c0.png lies so in build ${BUILD}, made by job ${JOB}; no new one was started.\n`;
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: said });
  expect(JSON.parse((await run('City', 'r0_c0.png', '3,4', '--json')).stdout)).toMatchObject({ job_id: JOB });
});

test('a shot may begin before the map: how far, the platform says', async () => {
  for (const argv of [
    ['--', '-3,-1'],
    ['-3,-1', '--json'],
    ['--json', '-3,-1'],
  ])
    expect((await run('City', SHOT, ...argv)).exitCode).toBe(0);
  const asked = { shots: [{ screenshot_id: SHOT, position: [-3, -1] }] };
  expect(platform.corrected).toEqual([asked, asked, asked]);
  expect(await run('City', SHOT, '-x')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no option -x') });
});

test.each([
  ['r0_c9.png', /has no shot r0_c9\.png\. Did you mean r0_c0\.png\? `tessera map shots` lists them/],
  ['nothing', /has no shot nothing\. `tessera map shots` lists them/],
])('knows only shots of the build: %s', async (name, says) => {
  const { exitCode, stderr } = await run('City', name, '1,2');
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringMatching(says) });
  expect(platform.corrected).toEqual([]);
});

test.each(['1.5,2', '1', '-12', 'x,y', '1,2,3'])('%s is no place', async (place) => {
  const { exitCode, stderr } = await run('City', 'r0_c0.png', place);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('in whole px') });
});
