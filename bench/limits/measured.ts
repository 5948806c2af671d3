/** What the simulation takes from measurements, and what it has to assume: the table that costs are foreseen by, for its shots. */
import { AT_ONCE } from '../../lambdas/map/core/cost/durations.ts';
import {
  ACCOUNT_DELAYS,
  CLEANUP_MS,
  KEEP_MS,
  MEASURED_SHOT,
  msOfShot,
  STEP_TIMES,
  TOP_MS,
  tileMs,
} from '../../lambdas/map/core/cost/measured.ts';

const PIXELS = MEASURED_SHOT.width * MEASURED_SHOT.height;

/** CPU ms: of a shot that is read, of a tile, of a tile above the blocks. */
export const MEASURED = {
  ms: {
    capture: msOfShot('capture', PIXELS),
    coords: msOfShot('coords', PIXELS),
    sample: msOfShot('sample', PIXELS),
    tile: tileMs('webp', 0),
    top: TOP_MS,
    keep: KEEP_MS,
    cleanup: CLEANUP_MS,
  },
  steps: STEP_TIMES,
};
export type Measured = typeof MEASURED;

/** Seconds, and of a worker how many reads are under way at a time, and how many writes beside its work. */
export const LATENCIES = {
  ...ACCOUNT_DELAYS,
  readsAtOnce: { capture: AT_ONCE.capture, coords: AT_ONCE.coords, tile: AT_ONCE.tile, cleanup: 1 },
  writesAtOnce: AT_ONCE.stored,
};
export type Latencies = Record<keyof typeof ACCOUNT_DELAYS | 'writesAtOnce', number> & {
  readsAtOnce: Record<keyof typeof LATENCIES.readsAtOnce, number>;
};
