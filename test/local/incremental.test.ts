/** Builds on top of another one, in the twin: only what changed is sent and made, and they equal builds from nothing. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { encodeShot } from '../../bench/cities/encode-shot.ts';
import { makeCity } from '../../bench/cities/make-city.ts';
import type { Job } from '../../lambdas/map/schemas.ts';
import { ada, endOf, jobRequest, startJob } from '../support/caller.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { beginPlatform } from '../support/platform.ts';
import { runTessera } from '../support/tessera-process.ts';
import type { Capture } from '../support/world.ts';

const own = ownPlatform();

/** A city whose shots find their places. @param changed the shot of this number shows a tower that was not there */
async function paintCity(changed?: number): Promise<Capture[]> {
  const { shots } = makeCity({ case: 'plain', seed: 5, shot: [480, 384], columns: 6, rows: 4 });
  return Promise.all(
    shots.map(async ({ name, row, col, nominal, pixels }, index) => {
      if (index === changed)
        for (let y = 150; y < 230; y++) pixels.data.fill(40 + (y % 90), (y * 480 + 200) * 3, (y * 480 + 270) * 3);
      return { name: `${name}.png`, row, col, nominal, png: await encodeShot(pixels, 'png') };
    }),
  );
}
let before: Capture[];
let after: Capture[];
beforeAll(async () => {
  [before, after] = await Promise.all([paintCity(), paintCity(8)]);
});

const tilesOf = async ({ map, build }: Job) => {
  const prefix = `tiles/${map}/${build}/`;
  const found = (await own.within.objects(prefix)).filter(({ key }) => !key.endsWith('map.json'));
  return Object.fromEntries(found.map(({ key, etag }) => [key.slice(prefix.length), etag]));
};
/** The same tiles, blank ones and size included, under whatever name. */
async function expectEqual(one: Job, other: Job) {
  expect(await tilesOf(one)).toEqual(await tilesOf(other));
  const [a, b] = await Promise.all([one, other].map(({ map, build }) => own.api.buildMapJson(map, build)));
  const { name: _, build: __, previous: ___, madeAt: ____, ...rest } = a!;
  expect(b).toMatchObject(rest);
}
const build = async (name: string, captures: Capture[], options = {}): Promise<Job> => {
  const { map } = await own.api.createMap({ name });
  const job = await endOf(
    own.api,
    await startJob(own.api, map, captures, { exact: false, format: 'webp', ...options }),
  );
  expect(job, JSON.stringify(job.error)).toMatchObject({ status: 'completed', completed_tasks: job.total_tasks });
  return job;
};

/** What builds on top are compared with, made once. */
let anew: Promise<Job> | undefined;
const fromNothing = () => {
  anew ??= build('All of it anew', after);
  return anew;
};

test('the command sends and makes what changed, and the map is as if made of nothing', async () => {
  const folder = join(own.folder, 'shots');
  await mkdir(folder);
  const write = async (captures: Capture[]) => {
    for (const { name, png } of captures) await writeFile(join(folder, name), png);
    const plan = captures.map(({ name: file, nominal, row, col }) => ({ file, nominal, row, col }));
    await writeFile(join(own.folder, 'plan.json'), JSON.stringify(plan));
  };
  const create = async (name: string, ...more: string[]) => {
    const env = { TESSERA_URL: own.platform.url, XDG_CONFIG_HOME: own.folder };
    const options = ['--positions', join(own.folder, 'plan.json'), '--name', name, '--wait', '--json', ...more];
    const { exitCode, stdout, stderr } = await runTessera(env, 'map', 'create', folder, ...options);
    expect(exitCode, stderr).toBe(0);
    return { job: JSON.parse(stdout) as Job, said: stderr };
  };
  await write(before);
  const first = await create('City');
  expect(first.job).toMatchObject({ tiles_copied: 0 });
  await write(after);
  const second = await create('City');
  expect(second.said).toContain('23 of 24 are there already.');
  const { tiles_created, tiles_copied } = second.job;
  expect(tiles_created).toBeGreaterThan(0);
  expect(tiles_copied).toBeGreaterThan(tiles_created);
  const nothing = await create('From nothing');
  expect(nothing.job).toMatchObject({ tiles_copied: 0, tiles_created: tiles_created + tiles_copied });
  await expectEqual(second.job, nothing.job);
  const full = await create('City', '--full');
  expect(full.job).toMatchObject({ tiles_copied: 0, build: expect.not.stringMatching(second.job.build) });
  await expectEqual(second.job, full.job);

  const { shots } = await own.api.listShots(full.job.map, full.job.build);
  const { screenshot_id, position } = shots.at(-1)!;
  const moved = { screenshot_id, position: [position[0] - 9, position[1] + 3] as [number, number] };
  const { job_id } = await own.api.correctShots(full.job.map, full.job.build, { shots: [moved] });
  const corrected = await endOf(own.api, job_id);
  expect(corrected).toMatchObject({ status: 'completed' });
  expect(corrected.tiles_copied).toBeGreaterThan(corrected.tiles_created);
});

test('what is gone of the build before is made anew, and so is everything when all of it is gone', async () => {
  const first = await build('Gaps', before);
  const lost = (await own.within.objects(`tiles/${first.map}/${first.build}/`)).filter(({ key }) =>
    /\/0\.webp$/.test(key),
  );
  for (const object of lost) await own.within.remove(object);
  const second = await build('Gaps', after);
  expect(second.tiles_copied).toBeGreaterThan(0);
  const nothing = await fromNothing();
  await expectEqual(second, nothing);
  const all = (await own.within.objects(`${second.build}/`)).filter(({ key }) => !key.endsWith('/positions.json'));
  for (const object of all) await own.within.remove(object);
  const third = await build('Gaps', after, { save_data_id: 'again' });
  expect(third).toMatchObject({ tiles_copied: 0, tiles_created: nothing.tiles_created });
  await expectEqual(third, nothing);
});

test('workers that are killed while they copy are called again, and nothing is counted twice', async () => {
  const first = await build('Killed', before);
  const nothing = await fromNothing();
  const options = { save_data_id: 'changed', exact: false, format: 'webp' } as const;
  const request = await jobRequest(own.api, first.map, after, options);
  await own.platform.stop();
  // Of the tile worker's calls the first dies when all is done and nobody was told, the second in the middle of its work.
  const env = { TESSERA_FAULTS: 'rate=0.6,seed=29,only=Tile' };
  const port = new URL(own.platform.url).port;
  own.platform = await beginPlatform(own.data, ['--empty', '--port', port], env).ready;
  own.api = await ada(own.platform.url);
  const { job_id } = await own.api.createJob(request);
  const second = await endOf(own.api, job_id, 240);
  expect(second, JSON.stringify(second.error)).toMatchObject({ status: 'completed' });
  expect(own.platform.output()).toMatch(/killed on purpose[\s\S]*killed on purpose/);
  expect(second.tiles_created + second.tiles_copied).toBe(nothing.tiles_created);
  expect(second.tiles_copied).toBeGreaterThan(second.tiles_created);
  await expectEqual(second, nothing);
});
