import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { middleOf, worldOf } from '../../core/games/openttd/plane.ts';
import type { GameArea, GameBatch } from '../../workflow.ts';
import { openttdDriver } from './openttd-driver.ts';

const FAKE = join(import.meta.dirname, 'fake-openttd.fixture.mjs');
const SIZE = { width: 70, height: 50 };
const world = worldOf([64, 64]);

/** An area whose view is centred on the tile. */
function areaAt(tile: [number, number]): GameArea {
  const [x, y] = middleOf(world, tile);
  const id = `tile ${tile}`;
  return {
    ...{ id, name: `${id}.png`, row: 0, col: 0, nominal: [x - 35, y - 25], size: SIZE },
    shot: { id: `shot_${tile}`, key: `screenshots/m/${tile}` },
  };
}
const batch: GameBatch = {
  ...{ job_id: 'job_1', map_id: 'm', build: 'b', attempt: 1, stage: 'capture', items: [areaAt([20, 30])] },
  game: { name: 'openttd', save: { key: 'saves/m/s', sha256: '', bytes: 0 } },
};

/** A start of the fake game with these orders; `runs` says what it was started with. */
async function play(...orders: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'orders-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const log = join(folder, 'log');
  const head = Buffer.from('OTTN\x01\x2e\0\0MAPS\0\0\0\x08\0\0\0\x40\0\0\0\x40\0\0\0\0', 'latin1');
  const save = Buffer.concat([head, Buffer.from(`\n${[`log ${log}`, ...orders].join('\n')}`)]);
  const driver = openttdDriver(batch, {
    save: async () => save,
    program: async () => FAKE,
    patience: { start: 20, capture: 1 },
  });
  onTestFinished(() => driver.stop());
  const runs = () =>
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { pid: number; folder: string; args: string[]; env: Record<string, string> });
  return { driver, runs, save };
}
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('openttdDriver', () => {
  it('takes pictures of the tiles under the middle of the areas, and removes the files', async () => {
    const { driver, runs } = await play();
    await driver.start(batch);
    for (const tile of [
      [20, 30],
      [1, 62],
    ] as [number, number][]) {
      await driver.goto(areaAt(tile));
      const { data, info } = await sharp(await driver.capture())
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([70, 50]);
      expect([data[0], data[3]]).toEqual(tile);
    }
    const [{ folder, pid } = { folder: '', pid: 0 }] = runs();
    expect(existsSync(join(folder, 'screenshot', 'shot1.bmp'))).toBe(false);
    await driver.stop();
    expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]);
  });

  it('gives the game nothing of our environment', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY_OF_A_TEST', 'secret');
    const { driver, runs } = await play();
    await driver.start(batch);
    const [run] = runs();
    expect(JSON.stringify(run!.env)).not.toContain('secret');
    expect(run!.env).toMatchObject({ HOME: run!.folder, XDG_DATA_HOME: run!.folder });
    expect(run!.args.join(' ')).toContain('-r 70x50');
  });

  it('passes on why the game refuses the save, and leaves nothing', async () => {
    const { driver, runs } = await play('refuse Savegame is made with newer version');
    await expect(driver.start(batch)).rejects.toMatchObject({
      code: 'save_refused',
      retry: false,
      message: expect.stringContaining('OpenTTD refuses the save: Savegame is made with newer version.'),
    });
    await driver.stop();
    expect(existsSync(runs()[0]!.folder)).toBe(false);
  });

  it('refuses what is no save before it starts anything', async () => {
    const save = async () => Buffer.from('GIF89a');
    await expect(openttdDriver(batch, { save, program: async () => FAKE }).start(batch)).rejects.toMatchObject({
      code: 'not_a_save',
    });
  });

  it('ends the game when its keeper was killed, the system being out of memory', async () => {
    const { driver, runs } = await play();
    await driver.start(batch);
    const [{ folder, pid } = { folder: '', pid: 0 }] = runs();
    const numbers = (...args: string[]) =>
      spawnSync('ps', args, { encoding: 'utf8' }).stdout.match(/\d+/g)!.map(Number);
    const [keeper] = numbers('-o', 'ppid=', '-p', String(pid));
    const kept = numbers('-o', 'pid=', '--ppid', String(keeper));
    for (const each of [keeper!, ...kept.filter((other) => other !== pid)]) process.kill(each, 'SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
    await driver.goto(batch.items[0]!);
    await expect(driver.capture()).rejects.toMatchObject({ code: 'game_ended' });
    await driver.stop();
    expect(existsSync(folder)).toBe(false);
  });

  it('says what to install where there is no game', async () => {
    const missing = openttdDriver(batch, { save: async () => Buffer.alloc(0), program: async () => undefined });
    await expect(missing.start(batch)).rejects.toMatchObject({
      code: 'game_missing',
      message: expect.stringContaining('apt install openttd openttd-opengfx'),
    });
    await missing.stop();
  });

  it.each([
    ['dies while it loads', ['die-loading'], /ended with exit status 3 \(while it loaded the save\)/],
    ['dies at a picture', ['die-at 1'], /ended with signal 9 \(at tile 20,30\.png\)/],
    ['does not answer', ['hang-at 1'], /did not answer within 1 s and was ended \(at tile 20,30\.png\)/],
    ['cannot write', ['fail-at 1'], /could not write its screenshot/],
  ])('says that another start may do better when the game %s', async (_, orders, words) => {
    const { driver, runs } = await play(...orders);
    const run = async () => {
      await driver.start(batch);
      await driver.goto(areaAt([20, 30]));
      await driver.capture();
    };
    await expect(run()).rejects.toMatchObject({
      code: 'game_ended',
      retry: true,
      message: expect.stringMatching(words),
    });
    await driver.stop();
    const [{ folder, pid } = { folder: '', pid: 0 }] = runs();
    expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('dies with who started it, also by %s', async (signal) => {
    const { save, runs } = await play();
    const program = `
      import { openttdDriver } from ${JSON.stringify(new URL('./openttd-driver.ts', import.meta.url).href)};
      const batch = ${JSON.stringify(batch)};
      const save = Buffer.from(${JSON.stringify(save.toString('base64'))}, 'base64');
      await openttdDriver(batch, { save: async () => save, program: async () => ${JSON.stringify(FAKE)} }).start(batch);
      console.log('started');
      setInterval(() => {}, 1000);`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void starter.kill('SIGKILL'));
    await new Promise((resolve) => starter.stdout.once('data', resolve));
    const [{ folder, pid } = { folder: '', pid: 0 }] = runs();
    expect([isAlive(pid), existsSync(folder)]).toEqual([true, true]);
    starter.kill(signal);
    await expect.poll(() => [isAlive(pid), existsSync(folder)], { timeout: 10_000 }).toEqual([false, false]);
  });
});
