import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
const env = () => ({ TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any' });
const run = (...argv: string[]) => runCli(argv, env());
const atTerminal = (answer: string, ...argv: string[]) => runCli(argv, env(), undefined, answer);

beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.add('any');
});
afterEach(() => {
  vi.restoreAllMocks();
  return platform.close();
});

test('deletes without a question where nobody is, waits to the end, and says how much went', async () => {
  platform.createMap({ name: 'City' });
  platform.faults.lost = /DELETE/;
  const { exitCode, stdout, stderr } = await run('map', 'delete', 'City', '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const gone = { map: 'city-abc123', name: 'City', status: 'deleted', objects: 1234, rows: 5 };
  expect(JSON.parse(stdout)).toEqual(gone);
  expect(platform.maps).toEqual([]);
});

test('a person is asked first, and only a yes deletes', async () => {
  const map = platform.createMap({ name: 'City' });
  for (const answer of ['', 'n', 'city']) {
    const { exitCode, stderr } = await atTerminal(answer, 'map', 'delete', 'City');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('Nothing was deleted.'),
    });
    expect(stderr).toContain('Delete City (city-abc123; 0 builds) for good? [y/N]');
  }
  expect(platform.maps).toEqual([map]);
  const yes = await atTerminal('y', 'map', 'delete', 'City');
  expect({ code: yes.exitCode, says: yes.stdout }).toEqual({
    code: 0,
    says: expect.stringMatching(/1234 objects and 5 rows went/),
  });
  platform.createMap({ name: 'City' });
  expect((await atTerminal('n', 'map', 'delete', 'City', '--yes')).exitCode).toBe(0);
});

test('a map of somebody else is not asked for', async () => {
  platform.createMap({ name: 'City' }).own = false;
  const { exitCode, stderr } = await run('map', 'delete', 'City');
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('is not yours') });
  expect(platform.maps).toHaveLength(1);
});

test('Ctrl-C while it is removed leaves that going on', async () => {
  platform.createMap({ name: 'City' });
  platform.faults.endless = true;
  const { exitCode, stderr } = await runCli(['map', 'delete', 'City'], env(), platform.deletionAsked);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 130,
    stderr: expect.stringContaining('removed without this command'),
  });
});

test('a deletion that does not end is not waited for for ever', async () => {
  platform.createMap({ name: 'City' });
  platform.faults.endless = true;
  const inAnHour = Date.now() + 3_601_000;
  setTimeout(() => vi.spyOn(Date, 'now').mockReturnValue(inAnHour), 700);
  const { exitCode, stderr } = await run('map', 'delete', 'City');
  expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringContaining('not removed after an hour') });
});

test('a deletion that died once is done without its numbers', async () => {
  platform.createMap({ name: 'City' });
  platform.faults.uncounted = true;
  const { exitCode, stdout } = await atTerminal('y', 'map', 'delete', 'City');
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('is deleted: nothing is left.'),
  });
});
