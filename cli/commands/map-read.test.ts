import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILD, type FakePlatform, startPlatform } from '../fake-platform.fixture.ts';
import { runCli } from '../run-cli.fixture.ts';

let platform: FakePlatform;
let directory: string;
const run = (...argv: string[]) => runCli(argv, { TESSERA_URL: platform.origin, TESSERA_TOKEN: 'any' });

beforeEach(async () => {
  platform = await startPlatform();
  directory = await mkdtemp(join(tmpdir(), 'cli-'));
});
afterEach(async () => {
  await platform.close();
  await rm(directory, { recursive: true });
});

function publishCity() {
  const map = platform.createMap({ name: 'City' });
  const made = { madeAt: '2026-01-02T03:04:05.000Z', attribution: 'OpenTTD, GPL-2.0' };
  platform.publish(map, {
    ...{ name: 'City', build: BUILD, previous: null, width: 1024, height: 600, tileSize: 512, minZoom: 0, maxZoom: 1 },
    ...{ format: 'webp', tiles: 4, blank: ['1/1/1'], ...made },
  });
  platform.files.set('/export/index.html', '<title>viewer</title>');
  for (const name of ['0/0/0', '1/0/0', '1/1/0', '1/0/1'])
    platform.files.set(`/tiles/${map.map}/${BUILD}/${name}.webp`, name);
  return map;
}

test('list, as a table and as JSON', async () => {
  expect((await run('map', 'list')).stdout).toContain('There are no maps yet');
  platform.createMap({ name: 'City' });
  const table = await run('map', 'list');
  expect(table.stdout).toMatch(/^map +name +px .*\ncity-abc123 +City +-/);
  const json = JSON.parse((await run('map', 'list', '--json')).stdout);
  expect(json.maps).toMatchObject([{ map: 'city-abc123', published_build: null }]);
});

test('a map by its id or name; several of one name are told with their ids', async () => {
  platform.createMap({ name: 'City' });
  expect((await run('map', 'show', 'city')).stdout).toMatch(/^City \(city-abc123\)/);
  expect((await run('map', 'show', 'city-abc123')).exitCode).toBe(0);
  platform.maps.push({ ...platform.maps[0]!, map: 'city-zzz999' });
  const several = await run('map', 'show', 'City');
  expect(several.exitCode).toBe(3);
  expect(several.stderr).toMatch(/city-abc123 {2}City\n {2}city-zzz999/);
  const none = await run('map', 'show', 'ctiy');
  expect({ code: none.exitCode, says: none.stderr }).toEqual({
    code: 3,
    says: expect.stringContaining('Did you mean City?'),
  });
});

test('shots of the published build', async () => {
  publishCity();
  const { stdout } = await run('map', 'shots', 'City', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ map: 'city-abc123', build: BUILD, shots: [{ position: [3, 4] }] });
  const unknown = await run('map', 'shots', 'City@01JD4Q8ZJ5T4Y0M3N2B1A0X9W9');
  expect(unknown.exitCode).toBe(3);
  const none = await run('map', 'shots', 'City@');
  expect(none).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('City@ names no build. Write City@BUILD, or'),
  });
});

test('where a tile comes from', async () => {
  publishCity();
  const { stdout } = await run('map', 'tile', 'City', '1/0/0');
  expect(stdout).toMatch(/^Tile 1\/0\/0 of city-abc123, build \w{26}: 100 x 50 px of the map from 0,0 on\n/);
  expect(stdout).toContain(`stored: ${platform.origin}/tiles/city-abc123/${BUILD}/1/0/0.webp\nmade in this build\n`);
  expect(stdout).toMatch(/23 shots show in it, 22 more than are named\n\nname .*\nr0_c0.png +3,4 +25.0 % +shot_/);
  expect(stdout).toMatch(/\n65.0 % in 22 more shots\n10.0 % lies outside every shot\n$/);
  const made_in = '01JD4Q8ZJ5T4Y0M3N2B1A0X9W7';
  platform.tiles.set('1/1/0', { state: 'blank', colour: '#0a141eff', picture_url: null, made_in });
  const earlier = await run('map', 'tile', 'City', '1/1/0');
  expect(earlier.stdout).toContain(`blank: all of it is #0a141eff, nothing is stored\nmade in build ${made_in}`);
  platform.tiles.set('1/0/1', {
    state: 'empty',
    picture_url: null,
    made_in: null,
    shot_count: 0,
    every_row: 2,
    covered: 0,
    shots: [],
  });
  const unknown = await run('map', 'tile', 'City', '1/0/1');
  expect(unknown.stdout).toMatch(
    /empty: no shot shows anything there\nmade in which build is not known.*\n0 shots show in it \(of every 2nd row of px\)/,
  );
  expect(JSON.parse((await run('map', 'tile', 'City', '1/0/1', '--json')).stdout)).toMatchObject({ made_in: null });
  const wrong = await run('map', 'tile', 'City', '1/0');
  expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('for example 4/7/3, not 1/0.') });
});

test('export writes every stored tile, the viewer and the licence note', async () => {
  publishCity();
  const target = join(directory, 'public');
  const { exitCode, stderr } = await run('map', 'export', 'City', target);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const files = (await readdir(target, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
  const tiles = ['0/0/0', '1/0/0', '1/0/1', '1/1/0'].map((name) => `tiles/${name}.webp`);
  expect(files).toEqual(['.nojekyll', 'LICENCE.txt', 'index.html', 'map.json', ...tiles]);
  expect(await readFile(join(target, 'tiles/1/0/1.webp'), 'utf8')).toBe('1/0/1');
  expect(JSON.parse(await readFile(join(target, 'map.json'), 'utf8'))).toMatchObject({
    build: BUILD,
    blank: ['1/1/1'],
  });
  expect(await readFile(join(target, 'LICENCE.txt'), 'utf8')).toContain('OpenTTD, GPL-2.0');
  const again = await run('map', 'export', 'City', target);
  expect({ code: again.exitCode, says: again.stderr }).toEqual({
    code: 3,
    says: expect.stringContaining('is not empty'),
  });
});

test('an export to where nothing can be written is exit 3, before anything is downloaded', async () => {
  const map = publishCity();
  // A download would be another failure.
  platform.files.delete(`/tiles/${map.map}/${BUILD}/0/0/0.webp`);
  const file = join(directory, 'file');
  await writeFile(file, '');
  for (const target of [join(file, 'inner'), ...(existsSync('/proc/self') ? ['/proc/tessera/inner'] : [])]) {
    const { exitCode, stderr } = await run('map', 'export', 'City', target);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('cannot be written to') });
  }
});

test('an export with a missing tile fails, names it, and is not whole', async () => {
  const map = publishCity();
  platform.files.delete(`/tiles/${map.map}/${BUILD}/1/1/0.webp`);
  const { exitCode, stderr } = await run('map', 'export', 'City', directory);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('1/1/0') });
  expect(await readdir(directory)).not.toContain('map.json');
});

test('an older build is exported as it was published; one that never was is exit 3', async () => {
  const map = publishCity();
  const newer = '01JD4Q8ZJ5T4Y0M3N2B1A0X9WA';
  const never = '01JD4Q8ZJ5T4Y0M3N2B1A0X9WB';
  const old = JSON.parse(String(platform.files.get(`/tiles/${map.map}/${BUILD}/map.json`)));
  platform.publish(map, { ...old, build: newer, previous: BUILD, blank: [] });
  const made = { status: 'completed' as const, created_at: old.madeAt, completed_at: old.madeAt, tiles: 4, shots: 1 };
  const picture = { width: 1024, height: 600, format: 'webp' as const };
  // The list ends with newer ones, as that of a map with many builds does.
  map.builds = [never, newer].map((build) => ({
    ...{ ...made, ...picture, build, published: build === newer, job_id: `job_${build}` },
  }));
  const target = join(directory, 'before');
  const { exitCode, stderr } = await run('map', 'export', `City@${BUILD}`, target);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(await readFile(join(target, 'map.json'), 'utf8'))).toEqual(old);
  const refused = await run('map', 'export', `City@${never}`, join(directory, 'never'));
  expect({ code: refused.exitCode, says: refused.stderr }).toEqual({
    code: 3,
    says: expect.stringContaining(`Build ${never} was never published`),
  });
});

test('a map without a published build cannot be exported', async () => {
  platform.createMap({ name: 'City' });
  const { exitCode, stderr } = await run('map', 'export', 'City', directory);
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('no published build yet') });
});

test('a job that is not there is exit 3', async () => {
  const { exitCode, stderr } = await run('map', 'status', `job_${BUILD}`);
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('There is no job') });
});
