/** The way of a save through the platform, proved on every machine: in the place of OpenTTD a program that speaks its lines. */
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ada } from '../support/caller.ts';
import { tessera } from '../support/command-line.ts';
import { beginPlatform, type Platform, removeFolder, temporaryFolder } from '../support/platform.ts';

const FAKE = join(import.meta.dirname, '../../lambdas/map/adapters/game/fake-openttd.fixture.mjs');
/** An unpacked save of a world of 64 x 64 tiles: header, chunk MAPS, end. */
const HEAD = Buffer.from('OTTN\x01\x2e\0\0MAPS\0\0\0\x08\0\0\0\x40\0\0\0\x40\0\0\0\0', 'latin1');

let folder: string;
let data: string;
let platform: Platform;
beforeAll(async () => {
  [folder, data] = await Promise.all([temporaryFolder(), temporaryFolder()]);
  await symlink(FAKE, join(folder, 'openttd'));
  platform = await beginPlatform(data, ['--empty'], { PATH: [folder, process.env.PATH].join(delimiter) }).ready;
});
afterAll(async () => {
  await platform?.stop();
  await Promise.all([folder, data].map(removeFolder));
});

const log = () => join(folder, 'log');
async function create(name: string, ...orders: string[]) {
  const save = join(folder, `${name}.sav`);
  await writeFile(save, Buffer.concat([HEAD, Buffer.from(`\n${[`log ${log()}`, ...orders].join('\n')}\n`)]));
  const game = ['--game', 'openttd', '--save', save, '--from', '1000,500', '--columns', '2', '--rows', '1'];
  const { exitCode, stdout } = await tessera(
    platform.url,
    'map',
    'create',
    ...game,
    '--name',
    name,
    '--wait',
    '--json',
  );
  return { exitCode, job: JSON.parse(stdout) };
}

test('a save becomes a map: the game is started with it and knows nothing of ours', async () => {
  const { exitCode, job } = await create('Played');
  expect({ exitCode, failures: job.failures, error: job.error }).toEqual({ exitCode: 0, failures: [], error: null });
  expect(job.stages[0]).toEqual({ name: 'capture', total: 2, completed: 2, failed: 0, as_before: 0 });
  const api = await ada(platform.url);
  const { shots } = await api.listShots(job.map, job.build);
  expect(shots.map(({ name }) => name).sort()).toEqual(['r00_c00.png', 'r00_c01.png']);
  const { picture_url } = await api.showShot(job.map, job.build, shots[0]!.screenshot_id);
  expect((await fetch(picture_url!)).headers.get('content-type')).toBe('image/png');

  const runs = (await readFile(log(), 'utf8')).trim().split('\n');
  expect(runs).toHaveLength(1);
  expect(Object.keys(JSON.parse(runs[0]!).env).filter((name) => /AWS|LAMBDA|BUCKET|TABLE/.test(name))).toEqual([]);
});

test('a save that the game refuses fails its areas in the game’s words', async () => {
  const { exitCode, job } = await create('Refused', 'refuse Savegame is made with newer version');
  expect({ exitCode, status: job.status }).toEqual({ exitCode: 4, status: 'failed' });
  const message = expect.stringContaining('OpenTTD refuses the save: Savegame is made with newer version');
  expect(job.failures).toMatchObject([1, 2].map(() => ({ stage: 'capture', code: 'save_refused', message })));
});

test('a game that dies once is started again, and nothing is missing', async () => {
  const { exitCode, job } = await create('Died', 'die-at 2');
  expect({ exitCode, failures: job.failures }).toEqual({ exitCode: 0, failures: [] });
  expect(job.stages[0]).toEqual({ name: 'capture', total: 2, completed: 2, failed: 0, as_before: 0 });
});
