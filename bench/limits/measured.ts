/**
 * What the simulation takes from measurements, and what it has to assume. CPU times are those of `npm run bench -- scale --shots 1000` in the
 * twin (600 kB PNGs of 1280 x 1024 px, WebP quality 80, effort 0); a step's share a shot is the difference between 300 and 1,000 shots.
 */

export type Measured = {
  /** CPU ms an item: a shot, of the stage tile a tile. */
  ms: { capture: number; coords: number; tile: number; cleanup: number };
  /** CPU seconds of steps that are one invocation each. */
  steps: Record<
    'plan' | 'check' | 'calibrate' | 'solve' | 'top' | 'verify' | 'publish',
    { seconds: number; perShot: number }
  >;
};

export const MEASURED: Measured = {
  ms: { capture: 19, coords: 15, tile: 15.8, cleanup: 0.3 },
  steps: {
    plan: { seconds: 0.3, perShot: 0.0014 },
    check: { seconds: 0.1, perShot: 0.0001 },
    calibrate: { seconds: 1.5, perShot: 0 },
    solve: { seconds: 0.34, perShot: 0.0006 },
    top: { seconds: 0.37, perShot: 0.0032 },
    verify: { seconds: 0.3, perShot: 0.0006 },
    publish: { seconds: 0.26, perShot: 0.0002 },
  },
};

export type Latencies = {
  /** Seconds until an object of S3 has come, or is stored. */
  request: number;
  /** Of a worker: reads under way at a time, and writes beside the work. */
  readsAtOnce: number;
  writesAtOnce: number;
  /** Seconds from a call to a new environment that works. */
  cold: number;
  /** How much slower a core of Lambda is. */
  slower: number;
  /** Seconds until a child of a Map run begins, and until the Map run itself does. */
  childStart: number;
  mapRun: number;
};

export const LATENCIES: Latencies = {
  // docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance-design-patterns.html: roughly 100 to 200 ms.
  request: 0.1,
  // core/tiling/tile-batch.ts stores four tiles at a time; all workers read one shot after the other.
  readsAtOnce: 1,
  writesAtOnce: 4,
  // Init measured in the twin: 97 to 325 ms. What Lambda takes before that is assumed: half a second.
  cold: 0.8,
  // Assumed: a core of Graviton against one of those that were measured on.
  slower: 1.5,
  // Assumed.
  childStart: 0.1,
  mapRun: 1,
};
