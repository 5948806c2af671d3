/**
 * How long the functions work: the one table of what was measured, for what a job will cost (durations.ts) and for the simulation of an
 * account (bench/limits). CPU times of `npm run bench -- scale --shots 1000` in the twin: PNGs of 1280 x 1024 px and 600 kB every
 * 1000 x 750 px, 4,036 tiles of WebP at quality 80 and effort 0. A step's share a shot is the difference between 300 and 1,000 shots.
 */
import type { TileFormat } from '../../schemas.ts';

/** px of the shots that were measured. */
export const MEASURED_SHOT = { width: 1280, height: 1024 } as const;
const MEGAPIXELS = (MEASURED_SHOT.width * MEASURED_SHOT.height) / 1e6;

/** CPU ms a shot that is read; of coords 15.1 s for 1,193 reads; of the sample that Calibrate looks at 1.4 s for 64. */
const SHOT_MS = { capture: 19, coords: 12.6, sample: 22 } as const;
export const msOfShot = (work: keyof typeof SHOT_MS, pixels: number): number =>
  (SHOT_MS[work] * pixels) / 1e6 / MEGAPIXELS;

/** CPU ms a screenshot that is deleted, whatever its size. */
export const CLEANUP_MS = 0.3;
/** Of a tile that is copied from the published build instead of made: one request and its signature (docs/benchmarks.md). */
export const COPY_MS = 0.7;
/** Of a tile above the blocks: 3.2 s for 65, most of which read and decode four others. */
export const TOP_MS = 49;

/**
 * CPU ms that Plan takes to keep a new screenshot from going, of its 1.4 a shot; one that is kept already takes 0.03, read with a hundred
 * others (2,000 rows in the twin, the client's share).
 */
export const KEEP_MS = 0.85;

/** Seconds of CPU, and ms a shot, of steps that are one invocation each, without what is counted above. */
export const STEP_TIMES = {
  plan: { seconds: 0.3, shotMs: 0.55 },
  check: { seconds: 0.1, shotMs: 0.1 },
  calibrate: { seconds: 0.1, shotMs: 0 },
  solve: { seconds: 0.34, shotMs: 0.6 },
  top: { seconds: 0.37, shotMs: 0 },
  verify: { seconds: 0.3, shotMs: 0.6 },
  publish: { seconds: 0.26, shotMs: 0.2 },
} as const;

/**
 * CPU ms a tile, decoding and painting included, and bytes of a stored one, a game of few colours: `npm run bench -- worker-times`;
 * efforts between them by the line.
 */
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
export const tileBytes = (format: TileFormat): number => TILE[format].bytes;

/**
 * What an account adds, in seconds. S3 answers small requests in 100 to 200 ms at the outside (docs.aws.amazon.com/AmazonS3/latest/
 * userguide/optimizing-performance-design-patterns.html). A cold start's init was measured in the twin (97 to 325 ms); what Lambda takes
 * before that is assumed: half a second. Assumed, too: a core of Graviton is 1.5 times as slow as those that were measured on; a child
 * workflow begins after 0.1 s, a Map run after 1 s.
 */
export const ACCOUNT_DELAYS = { slower: 1.5, request: 0.1, childStart: 0.1, mapStart: 1, cold: 0.8 } as const;
