/** A map of a save: the real game takes the shots, where it is installed (Debian, Ubuntu: apt install openttd openttd-opengfx). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Client } from '../../client/client.ts';
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';
import type { Shot, ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { BATCH_ITEMS, SURE_FROM } from '../../lib/limits.ts';
import { ada } from '../support/caller.ts';
import { tessera } from '../support/command-line.ts';
import { beginPlatform, removeFolder, temporaryFolder } from '../support/platform.ts';
import { SAMPLE, SAMPLE_SAVE, SAMPLE_START, sampleCaptures } from '../support/sample-plan.ts';

const installed = (await findProgram('openttd')) !== undefined;
const FROM = ['--from', SAMPLE_START.join()];

const { url } = inject('shared');
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

const create = (name: string, save: string, ...view: string[]) =>
  tessera(
    url,
    'map',
    'create',
    '--game',
    'openttd',
    '--save',
    save,
    '--name',
    name,
    ...FROM,
    ...view,
    '--wait',
    '--json',
  );
const shotsOf = async (map: string) =>
  JSON.parse((await tessera(url, 'map', 'shots', map, '--json')).stdout) as ShotsAnswer;

/** The sample city, as a newer game would have saved it. */
async function newerSave(): Promise<string> {
  const newer = Buffer.from(await readFile(SAMPLE_SAVE));
  newer.writeUInt16BE(0x0fff, 4);
  const file = join(folder, 'newer.sav');
  await writeFile(file, newer);
  return file;
}

const SIZE = { width: 1280, height: 1024 };
type Seen = { name: string; at: [number, number]; data: Buffer };

async function pictureOf(api: Client, { map, build }: { map: string; build: string }, shot: Shot): Promise<Seen> {
  const { picture_url } = await api.showShot(map, build, shot.screenshot_id);
  const picture = await fetch(picture_url!).then((answer) => answer.arrayBuffer());
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ ...SIZE, channels: 3 });
  return { name: shot.name, at: shot.position, data };
}

/** How many pixels two shots share where they lie, and how many of them differ. */
function overlap(a: Seen, b: Seen): { pixels: number; different: number } {
  const [dx, dy] = [b.at[0] - a.at[0], b.at[1] - a.at[1]];
  const [width, height] = [SIZE.width - Math.abs(dx), SIZE.height - Math.abs(dy)];
  if (width <= 0 || height <= 0) return { pixels: 0, different: 0 };
  const begin = ({ data }: Seen, x: number, y: number, row: number) => {
    const from = 3 * ((Math.max(0, y) + row) * SIZE.width + Math.max(0, x));
    return data.subarray(from, from + 3 * width);
  };
  let different = 0;
  for (let row = 0; row < height; row++) {
    const [ours, theirs] = [begin(a, dx, dy, row), begin(b, -dx, -dy, row)];
    if (ours.equals(theirs)) continue;
    for (let at = 0; at < ours.length; at += 3) if (ours.compare(theirs, at, at + 3, at, at + 3) !== 0) different++;
  }
  return { pixels: width * height, different };
}

describe.skipIf(!installed)('with OpenTTD, which has to be installed for this', { timeout: 240_000 }, () => {
  test('its shots lie where it really took them, and the same save again changes nothing', async () => {
    const part = ['--columns', '4', '--rows', '3'];
    const { exitCode, stdout, stderr } = await create('Of a save', SAMPLE_SAVE, ...part);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const job = JSON.parse(stdout);
    expect(job).toMatchObject({ status: 'completed', progress: 100, failures: [] });
    expect(job.stages[0]).toEqual({ name: 'capture', total: 12, completed: 12, failed: 0, as_before: 0 });

    const { shots } = await shotsOf(job.map);
    const truth = (name: string) => sampleCaptures.find(({ file }) => file.replace('.webp', '.png') === name)!;
    const [first] = shots;
    const shift = [0, 1].map((axis) => truth(first!.name).true[axis]! - first!.position[axis]!);
    expect(shots).toHaveLength(12);
    for (const { name, confidence } of shots) expect(confidence, name).toBeGreaterThanOrEqual(SURE_FROM);
    // Of two tiles that are as near the plan's middle, the sample's script took the other one now and then: a tile away then.
    const asSampled = shots.filter(
      ({ name, position }) => String(truth(name).true) === String(position.map((at, axis) => at + shift[axis]!)),
    );
    expect(asSampled.length).toBeGreaterThanOrEqual(9);
    // So the pictures themselves say it: where two show the same place, they are equal, because the game is paused.
    const api = await ada(url);
    const pictures = await Promise.all(shots.map((shot) => pictureOf(api, job, shot)));
    let compared = 0;
    for (const [i, a] of pictures.entries())
      for (const b of pictures.slice(i + 1)) {
        const { pixels, different } = overlap(a, b);
        compared += pixels;
        expect(different, `${a.name} and ${b.name}`).toBeLessThanOrEqual(pixels / 10_000);
      }
    expect(compared).toBeGreaterThan(17 * 200_000);

    const again = await create('Of a save', SAMPLE_SAVE, ...part);
    expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('made from exactly this save') });
    expect(JSON.parse(again.stdout)).toMatchObject({ job_id: job.job_id, build: job.build });
  });

  test('a save that it refuses fails every area in its own words, and pictures of somebody repair the job', async () => {
    const part = ['--columns', '2', '--rows', '1'];
    const { exitCode, stdout } = await create('Of a newer save', await newerSave(), ...part);
    const job = JSON.parse(stdout);
    expect({ exitCode, status: job.status }).toEqual({ exitCode: 4, status: 'failed' });
    expect(job.failures).toMatchObject(
      ['r00_c00.png', 'r00_c01.png'].map((item) => ({
        ...{ item, stage: 'capture', code: 'save_refused' },
        message: expect.stringContaining('OpenTTD refuses the save: Savegame is made with newer version'),
      })),
    );
    expect(await tessera(url, 'map', 'redrive', job.job_id, '--wait')).toMatchObject({ exitCode: 4 });

    const repaired = join(folder, 'repaired');
    await mkdir(repaired);
    for (const name of ['r00_c00', 'r00_c01'])
      await sharp(join(SAMPLE, `${name}.webp`))
        .png()
        .toFile(join(repaired, `${name}.png`));
    const { exitCode: ended, stdout: told } = await tessera(
      url,
      'map',
      'redrive',
      job.job_id,
      repaired,
      '--wait',
      '--json',
    );
    expect({ ended, ...JSON.parse(told) }).toMatchObject({ ended: 0, status: 'completed' });
    await rm(repaired, { recursive: true });
  });

  test('workers that are killed while it takes them are started again: nothing is missing and nothing counted twice', async () => {
    const data = await temporaryFolder();
    const faults = { TESSERA_FAULTS: 'rate=0.5,seed=5,only=CaptureGame' };
    const platform = await beginPlatform(data, ['--empty'], faults).ready;
    try {
      // A quarter of the usual pixels: what counts is how many they are, and when their worker dies.
      const part = ['--columns', '7', '--rows', '7', '--size', '640x512', '--effort', '0'];
      const { exitCode, stdout } = await tessera(
        ...([
          platform.url,
          'map',
          'create',
          '--game',
          'openttd',
          '--save',
          SAMPLE_SAVE,
          ...FROM,
          ...part,
          '--wait',
          '--json',
        ] as const),
      );
      const job = JSON.parse(stdout);
      expect({ exitCode, failures: job.failures }).toEqual({ exitCode: 0, failures: [] });
      expect(platform.output()).toMatch(/killed on purpose/);
      const total = 49;
      expect(total).toBeGreaterThan(BATCH_ITEMS.captureGame);
      expect(job.stages[0]).toEqual({ name: 'capture', total, completed: total, failed: 0, as_before: 0 });
      expect(job.completed_tasks).toBe(job.total_tasks);
      const api = await ada(platform.url);
      const { shots } = await api.listShots(job.map, job.build);
      expect(new Set(shots.map(({ screenshot_id }) => screenshot_id)).size).toBe(total);
    } finally {
      await platform.kill();
      await removeFolder(data);
    }
  });
});

test.skipIf(installed)('without the game every area says what to install', { timeout: 120_000 }, async () => {
  const { exitCode, stdout } = await create('Without a game', SAMPLE_SAVE, '--columns', '2', '--rows', '1');
  const job = JSON.parse(stdout);
  expect({ exitCode, codes: job.failures.map(({ code }: { code: string }) => code) }).toEqual({
    ...{ exitCode: 4, codes: ['game_missing', 'game_missing'] },
  });
  expect(job.failures[0].message).toContain('openttd');
});

test('a save without a map fails the job, with what to do', { timeout: 120_000 }, async () => {
  const file = join(folder, 'no.sav');
  await writeFile(file, 'OTTN\x01\x2e\0\0\0\0\0\0');
  const { exitCode, stdout } = await create('No save', file);
  expect(exitCode).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', failures: [], error: { code: 'not_a_save' } });
});
