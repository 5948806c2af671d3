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
import { rawOf, sameAs } from './against-truth.ts';
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
  progress(`${areas.length} areas, ${GAMES} games at once`);
  const ours = await run(batches, save);
  progress(`${SINGLE} areas, a game for each`);
  const single = await run([areas.slice(0, SINGLE)], save, 1);
  const result: Result = {
    rows: [rowOf('a game for many areas', areas.length, ours), rowOf('a game for each area', SINGLE, single)],
    ratios: [
      { name: 'captures/s beside a start for each', value: areas.length / ours.seconds / (SINGLE / single.seconds) },
    ],
    skipped: [],
  };
  if (!truth) return { ...result, skipped: ['the true picture is not given (--truth)'] };
  progress('comparing with the true picture');
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
  const used: GameUse[] = [];
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
          // Whichever batch ends first sees all; each one counts its own end.
          used.push(...gamesUse().slice(0, 1));
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
  return { work, seconds, used, nodeSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 };
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

async function compared(
  areas: GameArea[],
  work: ReturnType<typeof memoryObjects>,
  save: Buffer,
  { truth: file, from }: { truth: string; from: [number, number] },
) {
  const truth = await rawOf(file);
  const game = gameOf('openttd');
  const world = game.survey(save);
  const places = await Promise.all(
    areas.map(async ({ shot, nominal }) => {
      const [x, y] = game.stand(world, nominal, [SIZE.width, SIZE.height]);
      return {
        capture: await rawOf(work.objects.get(shot.key)!.body),
        at: [x - from[0], y - from[1]] as [number, number],
      };
    }),
  );
  const turns = [0, 1, 2, 3, 4].map((turn) =>
    places.slice(0, 6).reduce((sum, { capture, at }) => sum + sameAs(truth, capture, at, turn).share, 0),
  );
  const turn = turns.indexOf(Math.max(...turns));
  const shares = places.map(({ capture, at }) => sameAs(truth, capture, at, turn).share);
  return [
    { name: 'turn of the sea', value: turn },
    { name: 'equal pixels, %, worst capture', value: 100 * Math.min(...shares) },
    { name: 'equal pixels, %, all', value: (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length },
  ];
}
