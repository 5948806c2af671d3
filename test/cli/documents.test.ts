/**
 * What the program prints with `--json`, through the life of a map on a real platform: each document is what
 * docs/api/cli.schema.json says, no field more and none less, and the exit code is what scripts are promised.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { COMMANDS } from '../../cli/commands.ts';
import { runCli } from '../../cli/run-cli.fixture.ts';
import { ada, endOf, startJob } from '../support/caller.ts';
import { documentOf, faultsOf } from '../support/cli-documents.ts';
import { removeFolder, temporaryFolder } from '../support/platform.ts';
import { runTessera } from '../support/tessera-process.ts';
import { type Capture, capturesOf, makeWorld, SMALL_GRID, SMALL_WORLD } from '../support/world.ts';

const { url } = inject('shared');
const NAME = 'Documents';
let folder: string;
let shots: string;
let captures: Capture[];
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await temporaryFolder();
  env = { TESSERA_URL: url, XDG_CONFIG_HOME: folder };
  shots = join(folder, 'shots');
  captures = await capturesOf(SMALL_WORLD, SMALL_GRID);
  await mkdir(shots);
  for (const { name, png } of captures) await writeFile(join(shots, name), png);
  const positions = captures.map(({ name, nominal }) => ({ file: name, nominal }));
  await writeFile(join(shots, 'positions.json'), JSON.stringify(positions));
});
afterAll(() => removeFolder(folder));

/** Commands that the program itself was asked for, in a process of its own: half a second of a core each time. */
const asked = new Set<string>();
/** @returns the document, which was judged, and what else was said */
async function run(exitCode: number, ...argv: string[]) {
  const name = argv[0] === 'map' ? argv.slice(0, 2).join(' ') : argv[0]!;
  const ended = await (asked.has(name) ? runCli([...argv, '--json'], env) : runTessera(env, ...argv, '--json'));
  asked.add(name);
  expect(ended, ended.stderr).toMatchObject({ exitCode });
  return documentOf<any>(name, ended.stdout);
}
/** Nothing but words, which name what is wrong. */
async function refused(says: RegExp, ...argv: string[]) {
  const { exitCode, stdout, stderr } = await runCli([...argv, '--json'], env);
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 3, stdout: '', stderr: expect.stringMatching(says) });
}
const create = (...more: string[]) => [
  ...['map', 'create', shots, '--name', NAME, '--positions', join(shots, 'positions.json'), '--exact', '--effort', '0'],
  ...more,
];
const estimate = (...more: string[]) => ['map', 'estimate', ...create(...more).slice(2)];
const sumOf = (rows: { usd: number }[]) => rows.reduce((sum, { usd }) => sum + usd, 0);

test('a schema refuses fields that it does not know, and misses those that are not there', () => {
  expect(faultsOf('map list', { maps: [], more: 1 })).toEqual([expect.stringContaining('additional properties')]);
  expect(faultsOf('map list', {})).toEqual([expect.stringContaining("required property 'maps'")]);
});

test('0: what a game would take costs is told before there is a game, and 3: what it cannot take', async () => {
  const save = join(import.meta.dirname, '..', '..', 'examples', 'openttd', 'city.sav');
  const game = ['map', 'estimate', '--game', 'openttd', '--save', save];
  const part = await run(0, ...game, '--from', '14040,5050', '--columns', '4', '--rows', '3');
  // About 3 x 1000 + 1280 px across: the game stands on a lattice of its own.
  expect(part).toMatchObject({ shots: 12, width: expect.closeTo(4280, -2), height: expect.closeTo(2524, -2) });
  expect(sumOf(part.rows)).toBeCloseTo(part.usd, 9);
  const [whole, coarse] = [await run(0, ...game), await run(0, ...game, '--size', '2048x2048', '--step', '1500x1500')];
  expect(whole.shots).toBeGreaterThan(coarse.shots);
  expect(whole.usd).toBeGreaterThan(part.usd);
  await refused(/nothing of it is captured/, ...game, '--from', '90000,0');
  await refused(/is not a save/, ...game.slice(0, -1), join(shots, 'positions.json'));
});

test('0: from a folder to a map with two builds, back, exported and deleted', async () => {
  // No map has that name yet: everything is new. 1500 x 1000 px are 3 x 2 tiles, and above them 2 and 1
  // (one of which turns out to be of one colour: the export has 8 files).
  const all = await run(0, ...estimate());
  expect(all).toMatchObject({ shots: captures.length, width: 1500, height: 1000, tiles: 9 });
  expect(sumOf(all.rows)).toBeCloseTo(all.usd, 9);
  const begun = await run(0, ...create());
  expect(begun).toMatchObject({ seconds: expect.any(Number), failures: [] });
  const { job_id, map } = begun;
  const first = await run(0, 'map', 'status', job_id, '--wait');
  expect(first).toMatchObject({ status: 'completed', progress: 100, url: `${url}/maps/${map}` });
  const cost = await run(0, 'map', 'cost', job_id);
  expect(cost).toMatchObject({ job_id, status: 'completed', attempts: 1, unknown: 0, seconds: expect.any(Number) });
  expect(sumOf(cost.rows)).toBeCloseTo(cost.usd, 9);
  expect(cost.usd).toBeGreaterThan(0);
  // The map shows the same shots now: only what changed is charged, and that is none of them.
  expect((await run(0, ...estimate())).usd).toBeLessThan(all.usd);
  expect((await run(0, ...estimate('--full'))).usd).toBeCloseTo(all.usd, 9);
  const second = await run(0, ...create('--quality', '70', '--wait'));
  expect(second).toMatchObject({ status: 'completed', map });
  expect(second.build > first.build).toBe(true);

  expect((await run(0, 'map', 'list')).maps).toContainEqual(expect.objectContaining({ map, name: NAME, own: true }));
  expect(await run(0, 'map', 'show', NAME)).toMatchObject({ map, published_build: second.build });
  expect((await run(0, 'map', 'shots', `${map}@${first.build}`)).shots).toHaveLength(captures.length);
  const tile = await run(0, 'map', 'tile', NAME, '0/0/0');
  expect(tile).toMatchObject({
    build: second.build,
    made_in: second.build,
    state: 'stored',
    shot_count: captures.length,
  });
  await refused(/no tile 3\/0\/0: its zooms are 0 to 2/, 'map', 'tile', NAME, '3/0/0');
  const directory = join(folder, 'export');
  expect(await run(0, 'map', 'export', NAME, directory)).toMatchObject({ build: second.build, directory, tiles: 8 });
  const mapJson = JSON.parse(await readFile(join(directory, 'map.json'), 'utf8'));
  expect(faultsOf('MapJsonDocument', mapJson)).toEqual([]);
  expect(await run(0, 'map', 'rollback', NAME)).toMatchObject({ from: second.build, published_build: first.build });

  await refused(/shows the first build that it ever had/, 'map', 'rollback', NAME);
  await refused(/no build Z{26}\. It has:\n {2}\w{26}\n {2}\w{26}/, 'map', 'shots', `${NAME}@${'z'.repeat(26)}`);
  await refused(/is not empty\. Name a new/, 'map', 'export', NAME, directory);
  await refused(/only a failed one can be redriven/, 'map', 'redrive', job_id);
  await refused(/\S/, 'map', 'cancel', job_id);
  const build = await runCli(['map', 'show', `${NAME}@${first.build}`], env);
  expect(build).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`write ${NAME}.`) });

  const corrected = await run(0, 'map', 'correct', NAME, captures[4]!.name, '410,444', '--wait');
  expect(corrected).toMatchObject({ status: 'completed', map });
  await refused(/no shot r09_c09\.png\. Did you mean/, 'map', 'correct', NAME, 'r09_c09.png', '1,1');

  const { objects, rows } = await run(0, 'map', 'delete', NAME, '--yes');
  expect(objects).toBeGreaterThan(20);
  expect(rows).toBeGreaterThan(10);
  for (const command of ['show', 'rollback', 'delete', 'shots'])
    await refused(/no map Documents/, 'map', command, NAME);
  await refused(/no map Documents/, 'map', 'correct', NAME, 'r00_c00.png', '1,1');
  await refused(/no map Documents/, 'map', 'export', NAME, join(folder, 'none'));
});

describe('4: a job that does not end well', () => {
  test('fails, is redriven in vain, and with the repaired shot for good', async () => {
    const api = await ada(url);
    const { map } = await api.createMap({ name: 'Documents of failures' });
    const flat = await sharp({ create: { width: 700, height: 560, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    const bad = captures.map((capture, i) => (i === 4 ? { ...capture, png: flat } : capture));
    const { job_id } = await endOf(api, await startJob(api, map, bad));
    const failed = await run(4, 'map', 'status', job_id);
    expect(failed).toMatchObject({ status: 'failed', failures: [{ item: captures[4]!.name, code: 'one_colour' }] });
    expect(await run(4, 'map', 'redrive', job_id, '--wait')).toMatchObject({ status: 'failed' });
    const told = await runCli(['map', 'status', job_id], env);
    expect(told.stdout.match(/redrive/g), told.stdout).toHaveLength(2);
    expect(told.stdout.match(new RegExp(captures[4]!.name, 'g')), told.stdout).toHaveLength(1);
    expect(await run(0, 'map', 'redrive', job_id, shots, '--wait')).toMatchObject({
      status: 'completed',
      failures: [],
    });
  });

  test('is cancelled', async () => {
    const api = await ada(url);
    const { map } = await api.createMap({ name: 'Documents of a cancelled one' });
    const grid = { columns: 8, rows: 4, width: 560, height: 560, step: [300, 300] as [number, number] };
    const job_id = await startJob(api, map, await capturesOf(makeWorld(2660, 1460), grid));
    expect(await run(0, 'map', 'cancel', job_id)).toMatchObject({ status: 'cancelled' });
    expect(await run(4, 'map', 'status', job_id, '--wait')).toMatchObject({ status: 'cancelled' });
  });

  test('is one that create waits for', async () => {
    const directory = join(folder, 'flat');
    await mkdir(directory);
    // Nothing is wrong with the file: only the platform finds that it shows nothing.
    const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#123456' } }).png();
    await writeFile(join(directory, 'r0_c0.png'), await picture.toBuffer());
    expect(await run(4, 'map', 'create', directory, '--exact', '--step', '64x64', '--wait')).toMatchObject({
      status: 'failed',
      failures: [{ item: 'r0_c0.png', stage: 'capture', code: 'one_colour' }],
    });
  });
});

test('3: files that are wrong are named, and no job is made', async () => {
  const directory = join(folder, 'broken');
  await mkdir(directory);
  await writeFile(join(directory, 'r0_c0.png'), captures[0]!.png.subarray(0, 999));
  await refused(
    /nothing was uploaded:\n {2}r0_c0\.png: cannot be decoded/,
    'map',
    'create',
    directory,
    '--step',
    '9x9',
  );
  await refused(/\n {2}r0_c0\.png: cannot be decoded/, 'map', 'estimate', directory, '--step', '9x9');
});

test('3: a job that is not there', async () => {
  const unknown = `job_${'0'.repeat(26)}`;
  for (const command of ['status', 'cancel', 'redrive', 'cost'])
    await refused(/There is no job/, 'map', command, unknown);
});

test('0: logins and logouts', async () => {
  expect(await run(0, 'login')).not.toHaveProperty('access_token');
  expect(await run(0, 'login', '--print')).toHaveProperty('access_token');
  expect(await run(0, 'logout')).toMatchObject({ forgotten: false });
});

test('every command was asked by the program itself, once', () => {
  expect([...asked].toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
});
