/**
 * How long the functions work, from CPU times that were measured, and what else an invocation waits for. One core each
 * (MEMORY_MB.worker), so a core's time is the invocation's where it does not wait for S3.
 */
import { MAP_MEMORY_MB, MEMORY_MB } from '../../../../lib/limits.ts';
import type { TileFormat } from '../../schemas.ts';
import { AREAS_AT_ONCE } from '../capture/take-batch.ts';
import { READS_AHEAD } from '../registration/open-shots.ts';
import { READS_AT_ONCE } from '../steps/verify.ts';
import { COPIES_AT_ONCE, copiesASecond } from '../tiling/copy-rate.ts';
import { SHOTS_AT_ONCE } from '../tiling/paint.ts';
import { TILES_AT_ONCE } from '../tiling/tile-batch.ts';
import { REPORTS_AT_ONCE } from '../tiling/top.ts';
import type { JobShape } from './job-shape.ts';
import { ACCOUNT_DELAYS, CLEANUP_MS, COPY_MS, KEEP_MS, msOfShot, STEP_TIMES, TOP_MS, tileMs } from './measured.ts';
import { GAME_TIMES, msOfCapture } from './measured-game.ts';

/** Where a job runs. */
export type Place = {
  /** How much slower a core is than those that were measured on. */
  slower: number;
  /** Seconds from a request to S3 until it is answered. */
  request: number;
  /** Seconds until a child workflow begins, and until a Map does. */
  childStart: number;
  mapStart: number;
  /** Seconds that a function's process takes to start. */
  cold: number;
};

export const ACCOUNT: Place = ACCOUNT_DELAYS;

export type Encoding = { format: TileFormat; effort: number };
type Worker = 'capture' | 'coords' | 'tile' | 'cleanup';
/** Where, and how many workers of a stage at once. */
export type Setting = { place: Place; parallelism: Record<Worker, number> };
export type Seconds = Record<Worker | 'steps', number>;

/** Seconds of all invocations together, by what is paid for. */
export function secondsOf(shape: JobShape, { format, effort }: Encoding, { place, parallelism }: Setting): Seconds {
  const cpu = (ms: number) => (ms * place.slower) / 1000;
  const { all, above, copied, copied_above } = shape.tiles;
  const ofBlocks = copied - copied_above;
  const made = all - above - ofBlocks;
  // What is taken over is waited for; then, while a tile is stored, the others use the core: four at a time.
  const copying = Math.max(
    cpu(ofBlocks * COPY_MS),
    (ofBlocks * place.request) / COPIES_AT_ONCE,
    ofBlocks / copiesASecond(shape.batches.tile, parallelism.tile),
  );
  const making = Math.max(cpu(made * tileMs(format, effort)), (made * place.request) / AT_ONCE.stored);
  const { captured, reads, pixels } = shape;
  return {
    capture: shape.game
      ? takenSeconds(shape, { cpu, place })
      : captured * (cpu(msOfShot('capture', pixels)) + place.request / AT_ONCE.capture),
    coords: reads.coords * (cpu(msOfShot('coords', pixels)) + place.request / AT_ONCE.coords),
    tile: copying + making + (reads.tile * place.request) / AT_ONCE.tile,
    cleanup: cpu(shape.shots * CLEANUP_MS) + shape.batches.cleanup * place.request,
    steps: stepSeconds(shape, { cpu, place }).reduce((sum, [, seconds]) => sum + seconds, 0),
  };
}

/** A start of the game and its save for each batch; of each capture two requests, while the game draws the next ones. */
function takenSeconds({ captured, batches, pixels }: JobShape, { cpu, place }: Clocked): number {
  const { startMs } = GAME_TIMES;
  return (
    batches.capture * (cpu(startMs) + place.request) +
    captured * (cpu(msOfCapture(pixels)) + (2 * place.request) / AREAS_AT_ONCE)
  );
}

/** Shots that a worker reads at a time, and tiles that it stores. */
export const AT_ONCE = { capture: 1, coords: READS_AHEAD, tile: SHOTS_AT_ONCE, stored: TILES_AT_ONCE } as const;
/** CPU grows with memory. Only Top works on more than one picture at a time, and only it has more than one core. */
export const coresOf = (name: keyof typeof MAP_MEMORY_MB): number => MAP_MEMORY_MB[name] / MEMORY_MB.worker;

type Clocked = { cpu(ms: number): number; place: Place };
type StepSeconds = [memoryMb: number, seconds: number][];
function stepSeconds(shape: JobShape, { cpu, place }: Clocked): StepSeconds {
  const { sample } = shape.reads;
  const { above, copied_above } = shape.tiles;
  // One that is new is made from all that lies below it.
  const isTopNew = above > copied_above;
  const work: Partial<Record<keyof typeof STEP_TIMES, number>> = {
    plan: shape.game ? 0 : shape.changed * KEEP_MS,
    calibrate: sample * msOfShot('sample', shape.pixels),
    top: isTopNew ? above * TOP_MS : 0,
  };
  const waiting: Partial<Record<keyof typeof STEP_TIMES, number>> = {
    calibrate: sample * place.request,
    // Two reads a block, its report and its top; the tiles one after the other, but for those that are taken over.
    top:
      ((isTopNew ? 2 : 1) * shape.tops * place.request) / REPORTS_AT_ONCE +
      (copied_above * place.request) / COPIES_AT_ONCE,
    verify: (shape.blocks * place.request) / READS_AT_ONCE,
  };
  return (Object.keys(STEP_TIMES) as (keyof typeof STEP_TIMES)[]).flatMap((step): StepSeconds => {
    if (step === 'calibrate' && sample === 0) return [];
    const { seconds, shotMs } = STEP_TIMES[step];
    const own = cpu(1000 * seconds + shotMs * shape.shots + (work[step] ?? 0)) / coresOf(step);
    const each: StepSeconds[number] = [
      MAP_MEMORY_MB[step],
      own + (waiting[step] ?? 0) + 5 * place.request + place.cold,
    ];
    return step === 'check' ? Array.from({ length: CHECKS }, () => each) : [each];
  });
}

/** One after each stage. */
const CHECKS = 4;

/** GB-s that the functions are charged for: their seconds, and the starts of as many processes as there are at a time. */
export function gigabyteSeconds(shape: JobShape, encoding: Encoding, { place, parallelism }: Setting): Seconds {
  const seconds = secondsOf(shape, encoding, { place, parallelism });
  const worker = (name: Worker) => {
    const processes = Math.min(shape.batches[name], parallelism[name]);
    return (seconds[name] + processes * place.cold) * (MAP_MEMORY_MB[name] / 1024);
  };
  const cpu = (ms: number) => (ms * place.slower) / 1000;
  const steps = stepSeconds(shape, { cpu, place });
  return {
    ...{ capture: worker('capture'), coords: worker('coords'), tile: worker('tile'), cleanup: worker('cleanup') },
    steps: steps.reduce((sum, [memoryMb, each]) => sum + each * (memoryMb / 1024), 0),
  };
}

/** From the start of the job to its end: stage after stage, each with as many workers as it may have. */
export function jobSeconds(shape: JobShape, encoding: Encoding, { place, parallelism }: Setting): number {
  const seconds = secondsOf(shape, encoding, { place, parallelism });
  const stages = (['capture', 'coords', 'tile', 'cleanup'] as const).map((name) => {
    const batches = shape.batches[name];
    if (batches === 0) return 0;
    const workers = Math.min(batches, parallelism[name]);
    const rounds = Math.ceil(batches / workers);
    return place.mapStart + place.cold + rounds * (seconds[name] / batches + place.childStart);
  });
  return stages.reduce((sum, each) => sum + each, seconds.steps);
}
