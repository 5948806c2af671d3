import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILD, type FakePlatform, JOB, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

const OLD = '01JD4Q8ZJ5T4Y0M3N2B1A0X9W7';

let platform: FakePlatform;
beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.add('any');
});
afterEach(() => platform.close());

const run = (...words: string[]) =>
  runCli(['map', 'status', ...words], { TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any' });
const time = '2026-01-02T03:04:05.000Z';
const build = (id: string) => ({
  ...{ build: id, job_id: `job_${id}`, status: 'preparing' as const, published: false, created_at: time },
  ...{ completed_at: null, shots: 1, tiles: 0, width: null, height: null, format: 'webp' as const },
});

/** A map whose newest job is under way. */
function cityWithJob() {
  const map = platform.createMap({ name: 'My city' });
  map.builds.push(build(BUILD), build(OLD));
  platform.jobs.push({ game_id: map.map, polls: 0 } as never);
  return map;
}

test('takes a map by its name or its id for its latest job, and a build for the job that made it', async () => {
  const { map } = cityWithJob();
  for (const operand of ['my CITY', map, `${map}@${BUILD}`, JOB]) {
    const { exitCode, stdout } = await run(operand, '--json');
    expect({ operand, exitCode }).toEqual({ operand, exitCode: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ job_id: JOB, map });
  }
  const before = await run(`My city@${OLD}`);
  expect(before).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(`no job job_${OLD}`) });
});

test('waits for the latest job of a map, too', async () => {
  cityWithJob();
  const { exitCode, stdout } = await run('My city', '--wait', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ job_id: JOB, status: 'completed' });
});

test('says what is wrong with another', async () => {
  expect(await run('Village')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('no map Village') });
  platform.createMap({ name: 'Empty' });
  expect(await run('Empty')).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('No job has made anything'),
  });
  expect(await run('job_1')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('job_1 is no job id') });
});
