/**
 * How long the functions work, from CPU times that were measured, and what else an invocation waits for. One core each
 * (MEMORY_MB.worker), so a core's time is the invocation's where it does not wait for S3.
 */
import { MAP_MEMORY_MB } from '../../../../lib/limits.ts';
import type { TileFormat } from '../../schemas.ts';
import type { JobShape } from './job-shape.ts';

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
  /** Cores for everything; left out: one for each worker. */
  cores?: number;
};

/**
 * S3 answers small requests in 100 to 200 ms at the outside (docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance-
 * design-patterns.html). Assumed, not measured: 1.5 for a core of Graviton, the starts.
 */
export const ACCOUNT: Place = { slower: 1.5, request: 0.1, childStart: 0.1, mapStart: 1, cold: 0.8 };
/** A laptop of two cores: no network, and the services share the cores with the workers. */
export const TWIN: Place = { slower: 1.2, request: 0.003, childStart: 0.01, mapStart: 0.1, cold: 0.3, cores: 2 };

/** CPU ms a megapixel of a shot: `npm run bench -- scale --shots 1000` (600 kB PNGs of 1280 x 1024 px), a shot 10 and 23 ms. */
const CAPTURE_MS = 7.6;
const COORDS_MS = 14.2;
/** The same of Calibrate's sample, and ms a deleted screenshot: `npm run bench -- worker-times`, `scale`. */
const SAMPLE_MS = 30.5;
const CLEANUP_MS = 0.8;
/** CPU ms a tile that is copied from the published build instead of made: two requests and their signatures. Assumed. */
const COPY_MS = 2;
/** CPU ms a tile above the blocks, read from four others: `npm run bench -- worker-times`. */
const TOP_MS = 25;

/** CPU ms a tile, decoding and painting included, and bytes: `npm run bench -- worker-times`; efforts between them by the line. */
const TILE: Record<TileFormat, { ms: [effort: number, ms: number][]; bytes: number }> = {
  webp: {
    ms: [
      [0, 16.4],
      [2, 22.6],
      [4, 38.8],
      // Effort 6 tries everything.
      [6, 323],
    ],
    bytes: 66_400,
  },
  'webp-lossless': { ms: [[0, 26.4]], bytes: 80_400 },
  png: { ms: [[0, 16]], bytes: 119_700 },
};

export function tileMs(format: TileFormat, effort: number): number {
  const { ms } = TILE[format];
  const [after, before] = [ms.find(([at]) => at >= effort), ms.findLast(([at]) => at <= effort)];
  if (!after || !before) return (after ?? before)![1];
  const share = after[0] === before[0] ? 0 : (effort - before[0]) / (after[0] - before[0]);
  return before[1] + share * (after[1] - before[1]);
}
/** Of a stored tile, what the sample city has in that format: a game of few colours. */
export const tileBytes = (format: TileFormat): number => TILE[format].bytes;

export type Encoding = { format: TileFormat; effort: number };
type Worker = 'capture' | 'coords' | 'tile' | 'cleanup';
export type Seconds = Record<Worker | 'steps', number>;

/** Seconds of all invocations together, by what is paid for. */
export function secondsOf(shape: JobShape, shotPixels: number, { format, effort }: Encoding, place: Place): Seconds {
  const megapixels = shotPixels / 1e6;
  const cpu = (ms: number) => (ms * place.slower) / 1000;
  const made = shape.tiles.all - shape.tiles.above - shape.tiles.copied;
  const tileWork = cpu(made * tileMs(format, effort) + shape.tiles.copied * COPY_MS);
  // While a tile is stored the others use the core: four at a time.
  const storing = ((made + shape.tiles.copied) * place.request) / STORES_AT_ONCE;
  const { captured, reads } = shape;
  return {
    capture: cpu(captured * megapixels * CAPTURE_MS) + captured * place.request,
    coords: cpu(reads.coords * megapixels * COORDS_MS) + (reads.coords * place.request) / READS_AHEAD,
    tile: Math.max(tileWork, storing) + (reads.tile * place.request) / READS_AHEAD,
    cleanup: cpu(shape.shots * CLEANUP_MS) + shape.batches.cleanup * place.request,
    steps: stepSeconds(shape, megapixels, { cpu, place }).reduce((sum, [, seconds]) => sum + seconds, 0),
  };
}

/** core/tiling/tile-batch.ts; core/registration/open-shots.ts reads three ahead, core/tiling/paint.ts two. */
const STORES_AT_ONCE = 4;
const READS_AHEAD = 3;

/** Of the steps, which are one invocation each; seconds and ms a shot: `npm run bench -- scale`, 300 and 1,000 shots. */
const STEPS = {
  plan: [0.5, 0.3],
  check: [0.4, 0.4],
  calibrate: [0.1, 0],
  solve: [0.4, 0.4],
  top: [0.1, 0],
  verify: [0.4, 0.3],
  publish: [0.3, 0.2],
} as const;

type StepSeconds = [memoryMb: number, seconds: number][];
function stepSeconds(
  shape: JobShape,
  megapixels: number,
  { cpu, place }: { cpu(ms: number): number; place: Place },
): StepSeconds {
  const more: Partial<Record<keyof typeof STEPS, number>> = {
    calibrate: cpu(shape.reads.sample * megapixels * SAMPLE_MS) + shape.reads.sample * place.request,
    // Two reads a block, four blocks at a time; the tiles one after the other.
    top: cpu(shape.tiles.above * TOP_MS) + (shape.tops * 2 * place.request) / 16,
    verify: (shape.blocks * place.request) / 16,
  };
  return (Object.keys(STEPS) as (keyof typeof STEPS)[]).flatMap((step): StepSeconds => {
    if (step === 'calibrate' && shape.reads.sample === 0) return [];
    const [seconds, msAShot] = STEPS[step];
    const worked = cpu(1000 * seconds + msAShot * shape.shots) + (more[step] ?? 0) + 5 * place.request + place.cold;
    return [[MAP_MEMORY_MB[step], worked]];
  });
}

/** GB-s that the functions are charged for: their seconds, and the starts of as many processes as there are at a time. */
export function gigabyteSeconds(
  shape: JobShape,
  shotPixels: number,
  encoding: Encoding,
  { place, parallelism }: { place: Place; parallelism: Record<Worker, number> },
): Seconds {
  const seconds = secondsOf(shape, shotPixels, encoding, place);
  const worker = (name: Worker) => {
    const processes = Math.min(shape.batches[name], parallelism[name]);
    return (seconds[name] + processes * place.cold) * (MAP_MEMORY_MB[name] / 1024);
  };
  const cpu = (ms: number) => (ms * place.slower) / 1000;
  const steps = stepSeconds(shape, shotPixels / 1e6, { cpu, place });
  return {
    ...{ capture: worker('capture'), coords: worker('coords'), tile: worker('tile'), cleanup: worker('cleanup') },
    steps: steps.reduce((sum, [memoryMb, each]) => sum + each * (memoryMb / 1024), 0),
  };
}

/** From the start of the job to its end: stage after stage, each with as many workers as it may have. */
export function jobSeconds(
  shape: JobShape,
  shotPixels: number,
  encoding: Encoding,
  { place, parallelism }: { place: Place; parallelism: Record<Worker, number> },
): number {
  const seconds = secondsOf(shape, shotPixels, encoding, place);
  const stages = (['capture', 'coords', 'tile', 'cleanup'] as const).map((name) => {
    const batches = shape.batches[name];
    if (batches === 0) return 0;
    const workers = Math.min(batches, parallelism[name], place.cores ?? Number.POSITIVE_INFINITY);
    const rounds = Math.ceil(batches / workers);
    return place.mapStart + place.cold + rounds * (seconds[name] / batches + place.childStart);
  });
  return stages.reduce((sum, each) => sum + each, seconds.steps);
}
