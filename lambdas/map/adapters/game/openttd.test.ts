/** The real game, where it is installed (Debian, Ubuntu: apt install openttd openttd-opengfx). */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { takeBatch } from '../../core/capture/take-batch.ts';
import { gameGrid } from '../../core/games/games.ts';
import { memoryObjects } from '../../ports/memory-objects.ts';
import type { GameArea, GameBatch } from '../../workflow.ts';
import { sharpPictures } from '../sharp-pictures.ts';
import { connectGame } from './connect-game.ts';
import { findProgram } from './find-program.ts';

const installed = await findProgram('openttd');
const EXAMPLES = join(import.meta.dirname, '../../../../examples/openttd');
const city = readFileSync(join(EXAMPLES, 'city.sav'));
/** `corner`: plan and world lie so far apart. */
const { captures, corner } = JSON.parse(readFileSync(join(EXAMPLES, 'dataset.json'), 'utf8')) as {
  captures: { file: string; row: number; col: number; nominal: [number, number]; true: [number, number] }[];
  corner: [number, number];
};

async function capture(areas: GameArea[], save: Uint8Array = city, work = memoryObjects()) {
  const key = 'saves/m/save';
  await work.put(key, save, { contentType: 'application/octet-stream' });
  const sha256 = createHash('sha256').update(save).digest('hex');
  const batch: GameBatch = {
    ...{ job_id: 'job_1', map_id: 'm', build: 'b', attempt: 1, stage: 'capture', items: areas },
    game: { name: 'openttd', save: { key, sha256, bytes: save.length } },
  };
  const result = await takeBatch(batch, { driver: connectGame(batch, work), pictures: sharpPictures, work });
  return { result, pictures: areas.map(({ shot }) => work.objects.get(shot.key)?.body) };
}

/** Some captures of the sample city, as Plan would have them taken. */
function areasOf(files: string[]): GameArea[] {
  const chosen = captures.filter(({ file }) => files.includes(file));
  return chosen.map(({ file, nominal: [x, y], ...place }) => ({
    ...{ id: file, name: file, ...place, nominal: [x + corner[0], y + corner[1]], size: { width: 1280, height: 1024 } },
    shot: { id: `shot_${file}`, key: `screenshots/m/${file}` },
  }));
}
/** The colours of the sea go round in this order. */
const SEA = [0x204470, 0x244874, 0x284c78, 0x2c507c, 0x305480];

/** Pixels that differ (some are never drawn: `rowsBelow` of openttd-folder.ts), whatever the turn of the sea: the examples were taken when it was at another one. */
function differing(ours: Buffer, theirs: Buffer): number {
  const count = [0, 0, 0, 0, 0];
  for (let at = 0; at < ours.length; at += 3) {
    const [our, their] = [ours.readUIntBE(at, 3), theirs.readUIntBE(at, 3)];
    const [a, b] = [SEA.indexOf(our), SEA.indexOf(their)];
    const isSea = a >= 0 && b >= 0;
    const isSame = our === their;
    for (let turn = 0; turn < 5; turn++) if (isSea ? (a + turn) % 5 !== b : !isSame) count[turn]!++;
  }
  return Math.min(...count);
}
const raw = (picture: string | Uint8Array) => sharp(picture).removeAlpha().raw().toBuffer();

describe.skipIf(!installed)('OpenTTD, which has to be installed for this', { timeout: 120_000 }, () => {
  const FILES = ['r00_c00.webp', 'r01_c03.webp', 'r03_c05.webp'];

  it('draws the sample city as it was drawn for the examples, and the same with every start, in any order', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'games-'));
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await rm(temporary, { recursive: true });
    });
    const first = await capture(areasOf(FILES));
    const second = await capture(areasOf(FILES).reverse());
    expect(first.result).toMatchObject({ completed: FILES.length, failed: 0 });
    const others = second.pictures.toReversed();
    expect(first.pictures.map((picture, i) => Buffer.compare(picture!, others[i]!))).toEqual([0, 0, 0]);
    for (const [i, file] of FILES.entries()) {
      const [ours, theirs] = await Promise.all([raw(first.pictures[i]!), raw(join(EXAMPLES, file))]);
      expect(differing(ours, theirs) / (1280 * 1024), file).toBeLessThan(0.0003);
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('refuses a save of a newer game in its own words', async () => {
    const newer = Buffer.from(city);
    newer.writeUInt16BE(0x0fff, 4);
    const { result } = await capture(areasOf(FILES), newer);
    expect(result.failed).toBe(FILES.length);
    expect(result.outcomes[0]).toMatchObject({
      code: 'save_refused',
      message: expect.stringContaining('OpenTTD refuses the save: Savegame is made with newer version'),
    });
  });

  it('goes on where it was when the game is killed', async () => {
    const areas = areasOf(captures.slice(0, 24).map(({ file }) => file));
    const work = memoryObjects();
    const killed = new Promise<void>((resolve) => {
      const poll = setInterval(() => {
        if (work.objects.size < 4) return;
        clearInterval(poll);
        // Of our own children: a shell, and below it the game.
        for (const pid of childrenOf(process.pid).flatMap(childrenOf))
          if (nameOf(pid) === 'openttd') process.kill(pid, 'SIGKILL');
        resolve();
      }, 5);
    });
    const { result } = await capture(areas, city, work);
    await killed;
    expect(result.outcomes.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.completed).toBe(24);
    expect(childrenOf(process.pid).flatMap(childrenOf)).toEqual([]);
  });

  it('plans the whole world from the save alone', async () => {
    const { cells, size } = gameGrid('openttd', city, {});
    expect(size).toEqual({ width: 1280, height: 1024 });
    expect(cells.length).toBeGreaterThan(400);
  });
});

const lines = (...args: string[]) =>
  spawnSync('ps', args, { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const childrenOf = (pid: number) => lines('-o', 'pid=', '--ppid', String(pid)).map(Number);
const nameOf = (pid: number) => lines('-o', 'comm=', '-p', String(pid))[0];
