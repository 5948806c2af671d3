import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../command-error.ts';
import { apiError } from '../fake-answers.fixture.ts';
import { type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
let directory: string;
let save: string;
/** Not packed, and with nothing in it. */
const CONTENT = Buffer.from('OTTN\x01\x2e\0\0\0\0\0\0', 'latin1');
const run = (argv: string[]) =>
  runCli(['map', 'create', ...argv], { TESSERA_URL: platform.origin, XDG_CONFIG_HOME: directory });

beforeEach(async () => {
  platform = await startPlatform();
  directory = await mkdtemp(join(tmpdir(), 'cli-'));
  save = join(directory, 'My city.sav');
  await writeFile(save, CONTENT);
});
afterEach(async () => {
  await platform.close();
  await rm(directory, { recursive: true });
});

test('uploads the save as it is, says which part of the world, and follows the job to its end', async () => {
  platform.faults.uploads = 1;
  platform.faults.lost = /^(PUT \/upload\/|POST \/api\/jobs)/;
  const view = ['--from', '12000,3400', '--columns', '4', '--rows', '3', '--step', '1000x750', '--size', '1280x1024'];
  const { exitCode, stdout, stderr } = await run(['--game', 'openttd', '--save', save, ...view, '--wait', '--json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('makes build') });
  const [[id, content]] = [...platform.shots] as [[string, Buffer]];
  expect(content).toEqual(CONTENT);
  expect(platform.jobs.at(-1)).toMatchObject({
    game_id: 'my-city-abc123',
    save_data_id: expect.stringMatching(/^save-[0-9a-f]{32}$/),
    capture: { driver: 'game', game: 'openttd', save: id, from: [12000, 3400], columns: 4, rows: 3, step: [1000, 750] },
  });
  expect(platform.jobs.at(-1)!.shots).toBeUndefined();
  expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', url: `${platform.origin}/maps/my-city-abc123` });
});

test('the same save is not sent again by a second run', async () => {
  await run(['--game', 'openttd', '--save', save]);
  const { exitCode, stderr } = await run(['--game', 'openttd', '--save', save, '--columns', '2']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('The save is there already.') });
  expect([platform.shots.size, platform.jobs.length]).toEqual([1, 2]);
  expect(platform.jobs[1]!.capture!.save).toBe(platform.jobs[0]!.capture!.save);
});

test('the whole world is taken where nobody names a part, under the name that somebody gives', async () => {
  const { exitCode } = await run(['--game', 'openttd', '--save', save, '--name', 'Old town']);
  expect(exitCode).toBe(0);
  const { capture, game_id, exact } = platform.jobs.at(-1)!;
  expect([game_id, exact]).toEqual(['old-town-abc123', false]);
  expect(Object.keys(capture!).sort()).toEqual(['driver', 'game', 'save']);
});

test.each([
  [['--game', 'openttd'], '--game needs --save FILE'],
  [['--save', 'a.sav'], '--save needs --game NAME: openttd'],
  [['--game', 'simcity', '--save', 'a.sav'], '--game is one of openttd, not simcity'],
  [['shots/', '--game', 'openttd', '--save', 'a.sav'], 'leave shots/ out'],
  [['--game', 'openttd', '--save', 'a.sav', '--positions', 'p.json'], '--positions is for screenshots in a folder'],
  [['--game', 'openttd', '--save', 'a.sav', '--exact'], '--exact is for screenshots in a folder'],
  [['--game', 'openttd', '--save', 'a.sav', '--step', '1270x750'], 'take three quarters of their size'],
  [['--game', 'openttd', '--save', 'a.sav', '--from', 'left'], '--from is LEFT,TOP in px, for example 12000,3400'],
  [['--game', 'openttd', '--save', 'a.sav', '--from', '-5000,-5000'], 'each from 0 to 1000000, not -5000,-5000'],
  [['--game', 'openttd', '--save', 'a.sav', '--from', '1404000,5050'], 'each from 0 to 1000000, not 1404000,5050'],
  [['shots/', '--rows', '3'], '--rows is for --game NAME --save FILE'],
  [[], 'map create needs DIR, a folder of screenshots, or --game NAME --save FILE'],
])('%j is wrong usage', async (argv, words) => {
  const { exitCode, stderr } = await run(argv);
  expect({ exitCode, stderr }).toEqual({ exitCode: EXIT.usage, stderr: expect.stringContaining(words) });
  expect(platform.maps).toEqual([]);
});

test('what lies outside of the world is refused in the words of an estimate before anything is made', async () => {
  const said = 'The world has 32704 x 16352 px; from 60000,5050 on, nothing of it is captured.';
  platform.faults.estimate = () => {
    throw apiError(422, 'outside_world', `${said} Leave \`from\` out, or correct it.`);
  };
  const line = ['--game', 'openttd', '--save', save, '--from', '60000,5050'];
  const told = { exitCode: EXIT.input, stderr: expect.stringContaining(`${said} Correct --from, or leave it out`) };
  expect(await run(line)).toMatchObject(told);
  const env = { TESSERA_URL: platform.origin, XDG_CONFIG_HOME: directory };
  expect(await runCli(['map', 'estimate', ...line], env)).toMatchObject(told);
  expect([platform.maps, platform.shots.size, platform.jobs]).toEqual([[], 0, []]);
});

test.each([
  ['no-such.sav', 'cannot be read (ENOENT). Name the save of a game'],
  ['picture.png', 'is not a save of OpenTTD (.sav). Save the game again'],
  ['cut.sav', 'is damaged or cut off. Save the game again'],
  ['', 'is a folder. Name the save of a game'],
])('%j is no save, and nothing is uploaded', async (name, words) => {
  await writeFile(join(directory, 'picture.png'), '\x89PNG');
  await writeFile(join(directory, 'cut.sav'), CONTENT.subarray(0, -1));
  const { exitCode, stderr } = await run(['--game', 'openttd', '--save', join(directory, name), '--name', 'A']);
  expect({ exitCode, stderr }).toEqual({ exitCode: EXIT.input, stderr: expect.stringContaining(words) });
  expect([platform.maps, platform.shots.size]).toEqual([[], 0]);
});
