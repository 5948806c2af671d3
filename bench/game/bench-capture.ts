/** Captures of a running game: how many a second, what they cost, and whether they show what the game's own picture shows. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connectGame } from '../../lambdas/map/adapters/game/connect-game.ts';
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { takeBatch } from '../../lambdas/map/core/capture/take-batch.ts';
import { gameOf } from '../../lambdas/map/core/games/games.ts';
import { memoryObjects } from '../../lambdas/map/ports/memory-objects.ts';
import type { GameArea, GameBatch } from '../../lambdas/map/workflow.ts';
import type { Benchmark, Result } from '../bench.ts';
import { WrongInput } from '../wrong-input.ts';
import { HIGHEST, type Raw, rawOf, sameAs } from './against-truth.ts';
import { giantOf, type Rect } from './giant.ts';
import { type GameUse, gamesUse } from './processes.ts';

const SIZE = { width: 1280, height: 1024 };
/** Games at once, as many as the twin runs. */
const GAMES = 2;
/** Areas of the peer that starts the game for each of them. */
const SINGLE = 4;
const KEY = 'saves/m/save';

export const benchCapture: Benchmark = async ({ positions, save: file, from, truth, progress }) => {
  if (!(await findProgram('openttd'))) return { rows: [], ratios: [], skipped: ['OpenTTD is not installed here'] };
  const save = await readFile(file);
  const areas = await areasOf(positions, from);
  const size = Math.ceil(areas.length / GAMES);
  const batches = Array.from({ length: GAMES }, (_, i) => areas.slice(i * size, (i + 1) * size));
  // Code that has run before, in both rows; and the one that needs less memory first: the peak is the process' own.
  await run([areas.slice(0, SINGLE)], save);
  progress(`${SINGLE} areas, a game for each`);
  const single = await run([areas.slice(0, SINGLE)], save, 1);
  progress(`${areas.length} areas, ${GAMES} games at once`);
  const ours = await run(batches, save);
  const result: Result = {
    rows: [rowOf('a game for many areas', areas.length, ours), rowOf('a game for each area', SINGLE, single)],
    ratios: [
      { name: 'captures/s beside a start for each', value: areas.length / ours.seconds / (SINGLE / single.seconds) },
    ],
    skipped: [],
  };
  progress(truth ? 'comparing with the true picture' : "comparing with the game's own picture of the whole world");
  result.ratios.push(...(await compared(areas, ours.work, save, { truth, from })));
  return result;
};

async function areasOf(positions: string, from: [number, number]): Promise<GameArea[]> {
  const { captures } = JSON.parse(await readFile(positions, 'utf8')) as {
    captures?: { file: string; row: number; col: number; nominal?: [number, number] }[];
  };
  if (!captures?.every(({ nominal }) => nominal))
    throw new WrongInput(
      `${positions} does not say where captures were planned: {"captures": [{"file", "row", "col", "nominal"}]}.`,
    );
  return captures.map(({ file, row, col, nominal }) => ({
    ...{ id: file, name: file, row, col, nominal: [nominal![0] + from[0], nominal![1] + from[1]], size: SIZE },
    shot: { id: `shot_${file}`, key: `screenshots/m/${file}` },
  }));
}

/** @param atOnce areas a start of the game; all of a batch when left out */
async function run(batches: GameArea[][], save: Buffer, atOnce?: number) {
  const work = memoryObjects();
  await work.put(KEY, save, { contentType: 'application/octet-stream' });
  const game = {
    name: 'openttd',
    save: { key: KEY, sha256: createHash('sha256').update(save).digest('hex'), bytes: save.length },
  } as const;
  const used = new Map<number, GameUse>();
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(
    batches.map(async (areas) => {
      const step = atOnce ?? areas.length;
      for (let i = 0; i < areas.length; i += step) {
        const batch: GameBatch = {
          job_id: 'j',
          map_id: 'm',
          build: 'b',
          attempt: 1,
          stage: 'capture',
          items: areas.slice(i, i + step),
          game,
        };
        const driver = connectGame(batch, work);
        const stop = async () => {
          // Of all that run, so that of each one the last look, at its own end, stays.
          for (const use of gamesUse()) used.set(use.pid, use);
          await driver.stop();
        };
        const { outcomes } = await takeBatch(batch, { driver: { ...driver, stop }, pictures: sharpPictures, work });
        const failed = outcomes.find(({ ok }) => !ok);
        if (failed && 'message' in failed) throw new Error(failed.message);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    work,
    seconds,
    used: [...used.values()],
    nodeSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

function rowOf(
  name: string,
  captures: number,
  { seconds, used, nodeSeconds, peakMb }: Awaited<ReturnType<typeof run>>,
) {
  const game = used.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return {
    ...{ name, captures, seconds, 'captures/s': captures / seconds },
    'CPU ms, game': (game * 1000) / captures,
    'CPU ms, worker': (nodeSeconds * 1000) / captures,
    'peak MB, game': Math.max(...used.map((use) => use.peakMb)),
    'peak MB, worker': peakMb,
  };
}

/**
 * Beside `truth`, whose corner lies at `from` in the world; without it beside the picture that the game itself draws of the whole
 * world of the same save, paused like the captures.
 */
async function compared(
  areas: GameArea[],
  work: ReturnType<typeof memoryObjects>,
  save: Buffer,
  { truth: file, from }: { truth: string | undefined; from: [number, number] },
) {
  const game = gameOf('openttd');
  const world = game.survey(save);
  const stands = areas.map(({ nominal }) => game.stand(world, nominal, [SIZE.width, SIZE.height]));
  const part = around(stands);
  const [truth, [left, top]]: [Raw, [number, number]] = file
    ? [await rawOf(file), from]
    : [await giantOf(save, part), [part.left, part.top]];
  const places = await Promise.all(
    areas.map(async ({ shot }, i) => {
      const [x, y] = stands[i]!;
      return { capture: await rawOf(work.objects.get(shot.key)!.body), at: [x - left, y - top] as [number, number] };
    }),
  );
  const turns = [0, 1, 2, 3, 4].map((turn) =>
    places.slice(0, 6).reduce((sum, { capture, at }) => sum + sameAs(truth, capture, at, turn).share, 0),
  );
  const turn = turns.indexOf(Math.max(...turns));
  const shares = places.map(({ capture, at }) => sameAs(truth, capture, at, turn).share);
  return [
    { name: 'turn of the sea', value: turn },
    { name: 'pixels that differ, worst capture', value: (1 - Math.min(...shares)) * SIZE.width * SIZE.height },
    { name: 'equal pixels, %, worst capture', value: 100 * Math.min(...shares) },
    { name: 'equal pixels, %, all', value: (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length },
  ];
}

/** What captures that stand there can show, on whatever height of ground. */
function around(stands: [number, number][]): Rect {
  const [xs, ys] = [stands.map(([x]) => x), stands.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys) - HIGHEST];
  return { left, top, width: Math.max(...xs) + SIZE.width - left, height: Math.max(...ys) + SIZE.height - top };
}
