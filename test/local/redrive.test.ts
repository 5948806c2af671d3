/** Jobs that failed go on: with repaired screenshots, or after their execution died. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../lambdas/map/schemas.ts';
import { endOf, jobRequest, startJob, upload } from '../support/caller.ts';
import { tessera } from '../support/command-line.ts';
import type { StoredObject } from '../support/inside.ts';
import { whenStored } from '../support/kill/watch.ts';
import { ownPlatform } from '../support/own-platform.ts';
import { type Capture, capturesOf, makeWorld, otherwise } from '../support/world.ts';
import { wrongPixels } from '../support/wrong-pixels.ts';

/** Three blocks of 2,048 px side by side. */
const WORLD = makeWorld(5200, 560);
const GRID = { columns: 10, rows: 1, width: 700, height: 560, step: [500, 0] as [number, number] };
const PAGES = { format: 'png', effort: 0 } as const;

const own = ownPlatform();
let captures: Capture[];
beforeAll(async () => {
  captures = await capturesOf(WORLD, GRID);
});

async function folderOf(name: string, files: { name: string; png: Buffer }[]): Promise<string> {
  const folder = join(own.folder, name);
  await mkdir(folder);
  for (const { name: file, png } of files) await writeFile(join(folder, file), png);
  return folder;
}

const tilesOf = async ({ map, build }: Pick<Job, 'map' | 'build'>) =>
  (await own.within.objects(`tiles/${map}/${build}/`)).filter(({ key }) => key.endsWith('.png'));
const counts = ({ stages }: Job) =>
  stages.map(({ name, total, completed, failed }) => [name, total, completed, failed]);

describe('bad screenshots', () => {
  /** One never came, one is cut off, one has another size, one is no picture: the second to the fifth. */
  const bad = async () => {
    const [, , cut, small] = captures as [Capture, Capture, Capture, Capture];
    return new Map<number, Buffer>([
      [2, cut.png.subarray(0, cut.png.length - 100)],
      [3, await sharp(small.png).extract({ left: 0, top: 0, width: 300, height: 200 }).png().toBuffer()],
      [4, Buffer.from('<html>not found</html>')],
    ]);
  };

  test('are all named by create before anything is uploaded', async () => {
    const wrong = await bad();
    const files = captures.map((capture, i) => ({ name: capture.name, png: wrong.get(i) ?? capture.png }));
    const folder = await folderOf(
      'bad',
      files.filter((_, i) => i !== 1),
    );
    const positions = join(own.folder, 'positions.json');
    await writeFile(positions, JSON.stringify(captures.map(({ name, nominal }) => ({ file: name, nominal }))));
    const { exitCode, stderr } = await tessera(
      own.platform.url,
      'map',
      'create',
      folder,
      '--positions',
      positions,
      '--name',
      'Bad',
    );
    expect(exitCode).toBe(3);
    for (const [i, why] of [/missing/, /cannot be decoded/, /has 300x200/, /is no PNG, JPEG or WebP/].entries()) {
      expect(stderr).toMatch(new RegExp(`${captures[i + 1]!.name}: .*${why.source}`));
    }
    expect(await own.within.objects('screenshots/')).toEqual([]);
    expect((await own.api.listMaps()).maps).toEqual([]);
  });

  test('fail a job that got them all the same; what is repaired, and nothing else, is done again', async () => {
    const { map } = await own.api.createMap({ name: 'Repaired' });
    // The world looked otherwise where the second to the fifth capture show it, and no other does.
    const before = await capturesOf(otherwise(WORLD, 1100, 2400), GRID);
    const old = await endOf(own.api, await startJob(own.api, map, before, { ...PAGES, save_data_id: 'before' }));
    expect(old.status).toBe('completed');
    const wrong = await bad();
    const files = captures.map((capture, i) => ({ ...capture, png: wrong.get(i) ?? capture.png }));
    const ids = await upload(
      own.api,
      map,
      files.filter((_, i) => i !== 1),
    );
    const { tickets } = await own.api.createTickets(map, {
      files: [{ name: captures[1]!.name, bytes: captures[1]!.png.length, type: 'image/png', sha256: '0'.repeat(64) }],
    });
    ids.splice(1, 0, tickets[0]!.screenshot_id);
    const shots = captures.map(({ name, row, col, nominal }, i) => ({
      screenshot_id: ids[i]!,
      name,
      row,
      col,
      nominal,
    }));
    const { job_id } = await own.api.createJob({ game_id: map, save_data_id: 'after', exact: true, ...PAGES, shots });
    const failed = await endOf(own.api, job_id);
    expect(failed).toMatchObject({ status: 'failed', failure_count: 4 });
    expect(failed.failures.map(({ item, code }) => [item, code]).toSorted()).toEqual([
      ['r00_c01.png', 'missing'],
      ['r00_c02.png', 'unreadable'],
      ['r00_c03.png', 'wrong_size'],
      ['r00_c04.png', 'unreadable'],
    ]);
    for (const { item, message } of failed.failures)
      expect(message).toMatch(new RegExp(`^${item}: .*Capture it again`));
    expect((await own.api.showMap(map)).published_build).toBe(old.build);
    expect(await tilesOf(failed)).toEqual([]);

    const lacking = await folderOf('lacking', captures.slice(1, 3));
    const refused = await tessera(own.platform.url, 'map', 'redrive', job_id, lacking);
    expect(refused).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/r00_c03\.png: .*not there[\s\S]*r00_c04/),
    });
    const folder = await folderOf('repaired', captures.slice(1, 6));
    const done = await tessera(own.platform.url, 'map', 'redrive', job_id, folder, '--json');
    expect(done).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('4 of 10 shots are replaced') });
    expect(JSON.parse(done.stdout)).toMatchObject({ job_id, status: 'running', failures: [] });

    const job = await endOf(own.api, job_id);
    expect(job).toMatchObject({ status: 'completed', progress: 100, error: null, failures: [], failure_count: 0 });
    expect(job.completed_tasks).toBe(job.total_tasks);
    expect(counts(job).filter(([, total, completed, bad]) => total !== completed || bad !== 0)).toEqual([]);
    // What the world shows otherwise than before was made from the repaired ones, the rest is as it was.
    expect(job.tiles_created + job.tiles_copied).toBe((await tilesOf(job)).length);
    expect(job.tiles_created).toBeGreaterThan(0);
    expect(job.tiles_copied).toBeGreaterThan(0);
    expect((await own.api.showMap(map)).published_build).toBe(failed.build);
    expect(await own.api.buildMapJson(map, failed.build)).toMatchObject({ previous: old.build });
    expect(await wrongPixels(own.api, map, WORLD)).toBe(0);
    // Only the four were captured again: the results of the second attempt hold no others.
    const results = await own.within.text(await own.within.objects(`builds/${job.build}/results/capture/2/`));
    expect(results.match(/"item":"[^"]+"/g)!.toSorted()).toEqual([1, 2, 3, 4].map((col) => `"item":"r0_c${col}"`));
    // The folder as it is now is what the map was made of.
    expect((await own.api.jobShots(job_id)).shots.some(({ failed }) => failed)).toBe(false);
  });
});

test('a screenshot that goes before it is compared is named; repaired, it is compared with its neighbours and nothing else is', async () => {
  const { map } = await own.api.createMap({ name: 'Lost' });
  const request = await jobRequest(own.api, map, captures, { ...PAGES, exact: false });
  const ids = request.shots.map(({ screenshot_id }) => screenshot_id);
  const [lost] = await own.within.objects(`screenshots/${map}/${ids[4]}`);
  const { job_id, build } = await own.api.createJob(request);
  await whenStored(own.data, `${build}/plan/1/shots.jsonl`);
  await own.within.remove(lost!);
  const failed = await endOf(own.api, job_id);
  expect(failed).toMatchObject({ status: 'failed', stage: 'locating', error: { code: 'coords_failed' } });
  // Whoever is compared with it says so, too.
  expect(failed.failures.map(({ item }) => item).toSorted()).toEqual(['r00_c03.png', 'r00_c04.png']);
  for (const { code, message } of failed.failures) {
    expect(code).toBe('missing');
    expect(message).toContain('r00_c04.png');
  }
  const bad = (await own.api.jobShots(job_id)).shots.filter((shot) => shot.failed);
  expect(bad.map(({ name }) => name)).toEqual(['r00_c04.png']);

  const folder = await folderOf('found again', captures.slice(4, 5));
  const redriven = await tessera(own.platform.url, 'map', 'redrive', job_id, folder, '--wait');
  expect(redriven).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/10 shots lie surely/) });
  const found = (await own.api.jobShots(job_id)).shots[4]!.screenshot_id;
  const compared = await own.within.text(await own.within.objects(`builds/${build}/results/coords/2/`));
  expect(compared.match(/"item":"[^"]+"/g)!.toSorted()).toEqual(
    [ids[3], found].map((id) => `"item":"${id}"`).toSorted(),
  );
  expect(await wrongPixels(own.api, map, WORLD)).toBe(0);
});

describe('a job whose execution died among its tiles', () => {
  let job: Job;
  let before: StoredObject[];

  test('fails, and two redrives at once make one attempt', async () => {
    const { map } = await own.api.createMap({ name: 'Died' });
    const job_id = await startJob(own.api, map, captures, PAGES);
    for (;;) {
      job = await own.api.jobStatus(job_id);
      if (job.stage === 'verifying') break;
      expect(['preparing', 'running'], job.status).toContain(job.status);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await own.within.stop(/-map$/, job_id);
    expect(await endOf(own.api, job_id, 20)).toMatchObject({ status: 'failed', error: { code: 'execution_aborted' } });
    before = await tilesOf(job);
    // Lists tell whole seconds: what is written from here on has a later one.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    // A block whose tiles were never reported: the last one.
    const [report] = await own.within.objects(`builds/${job.build}/tiles/2_0.json`);
    await own.within.remove(report!);

    const answers = await Promise.all([1, 2].map(() => own.api.redriveJob(job_id, { attempt: 1 })));
    expect(answers.map(({ attempt }) => attempt)).toEqual([2, 2]);
    job = await endOf(own.api, job_id);
    expect(job).toMatchObject({ status: 'completed', completed_tasks: job.total_tasks });
    expect(Object.keys(await own.within.executions(/-map$/, job_id))).toHaveLength(2);
    expect(await own.api.redriveJob(job_id, { attempt: 1 })).toMatchObject({ status: 'completed', attempt: 2 });
    await expect(own.api.redriveJob(job_id, { attempt: 2 })).rejects.toMatchObject({ status: 409, code: 'not_failed' });
    for (const command of ['cancel', 'redrive']) {
      const refused = await tessera(own.platform.url, 'map', command, job_id);
      expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/is completed/) });
    }
  });

  test('keeps the tiles of the other blocks as they were written', async () => {
    const after = new Map((await tilesOf(job)).map((tile) => [tile.key, tile]));
    const { maxZoom } = await own.api.buildMapJson(job.map, job.build);
    // Blocks of 4 x 4 tiles make three levels; what lies above them is made of all.
    const block = (key: string) => {
      const [z, x] = key.split('/').slice(-3).map(Number) as [number, number];
      return z >= maxZoom - 2 ? (x << (maxZoom - z)) >> 2 : undefined;
    };
    const others = before.filter(({ key }) => block(key) === 0 || block(key) === 1);
    expect(others.length).toBeGreaterThan(15);
    for (const tile of others) expect(after.get(tile.key)).toEqual(tile);
    const again = [...after.values()].filter(({ key }) => block(key) === 2);
    const first = new Map(before.map((tile) => [tile.key, tile]));
    expect(again.length).toBeGreaterThan(3);
    for (const { key, etag, modified } of again) {
      expect(etag).toBe(first.get(key)!.etag);
      expect(modified).toBeGreaterThan(first.get(key)!.modified);
    }
    expect(await wrongPixels(own.api, job.map, WORLD)).toBe(0);
    expect(job.tiles_created).toBe(after.size);
    expect(counts(job).filter(([, total, completed, failed]) => total !== completed || failed !== 0)).toEqual([]);
  });
});
