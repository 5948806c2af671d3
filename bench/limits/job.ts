/** What a job asks of an account: its batches, their requests and their time, by the numbers that the platform itself uses. */
import { coresOf } from '../../lambdas/map/core/cost/durations.ts';
import { mostSampled } from '../../lambdas/map/core/neighbours/calibration-sample.ts';
import { BLOCK_LEVELS, BLOCK_TILES, GRID_STEP, TILE_SIZE } from '../../lib/limits.ts';
import type { Measured } from './measured.ts';

export type StepName = keyof Measured['steps'];
export type StageName = 'capture' | 'coords' | 'tile' | 'cleanup';
export type PerStage = Record<StageName, number>;

/** One Distributed Map: `batches` children of the same kind. Requests and seconds are those of one batch. */
export type StageLoad = {
  name: StageName;
  batches: number;
  /** Of the partition of the work bucket, and of the tiles bucket. */
  gets: number;
  workPuts: number;
  tilePuts: number;
  /** Of a core. */
  seconds: number;
  /** Tiles that are taken over from the build before, before anything is made: a COPY takes what a PUT takes. */
  copies?: number;
};
/**
 * A step that is one invocation. `rows` are written to one partition of DynamoDB, `writes` all over a table; `requests` to S3 are
 * answered one after the other.
 */
export type StepLoad = { name: StepName; seconds: number; rows: number; writes: number; requests?: number };
export type JobLoad = { shots: number; tiles: number; parts: (StageLoad | StepLoad)[] };

export const isStage = (part: StageLoad | StepLoad): part is StageLoad => 'batches' in part;

/** Shots that a batch reads beside its own: `BATCH_ITEMS` of lib/limits.ts says how they were counted. */
const READS = { coords: 1.26, tile: 1.2 };
/** Of a block: its report and its lossless top. */
export const BLOCK_FILES = 2;

/** Steps of a job of so many shots; `ms` of a core beside what every such step takes. */
export function stepsOf(shots: number, measured: Measured) {
  return (name: StepName, { rows = 0, writes = 0, requests = 0, ms = 0 } = {}): StepLoad => {
    const { seconds, shotMs } = measured.steps[name];
    return { name, seconds: (seconds + (shotMs * shots + ms) / 1000) / coresOf(name), rows, writes, requests };
  };
}

/**
 * A job of so many shots at the default step (four tiles a shot, and a third of that below), no tile blank, all shots kept.
 * @param items of a batch, by stage
 */
export function jobOf(shots: number, items: PerStage, measured: Measured): JobLoad {
  const native = shots * (GRID_STEP / TILE_SIZE) ** 2;
  const blocks = Math.ceil(native / BLOCK_TILES ** 2);
  const blockTiles = Array.from({ length: BLOCK_LEVELS + 1 }, (_, below) => (BLOCK_TILES / 2 ** below) ** 2);
  const tilesOfBlock = blockTiles.reduce((sum, tiles) => sum + tiles, 0);
  // Each level above the blocks has a quarter of the one below it.
  const topTiles = Math.ceil(blocks / 3);
  const { ms } = measured;
  const shotsOfBlock = shots / blocks;
  const stage = (name: StageName, all: number, load: Omit<StageLoad, 'name' | 'batches'>): StageLoad => ({
    name,
    batches: Math.ceil(all / items[name]),
    ...load,
  });
  const step = stepsOf(shots, measured);
  const secondsOf = (worker: StageName, each: number, count: number) => (each * count) / 1000 / coresOf(worker);
  return {
    shots,
    tiles: blocks * tilesOfBlock + topTiles,
    parts: [
      // Keeps every screenshot from expiring.
      step('plan', { writes: shots, ms: shots * ms.keep }),
      stage('capture', shots, {
        ...{ gets: items.capture, workPuts: 0, tilePuts: 0, seconds: secondsOf('capture', ms.capture, items.capture) },
      }),
      step('check'),
      step('calibrate', { ms: mostSampled(shots) * ms.sample }),
      stage('coords', shots, {
        ...{
          gets: items.coords * READS.coords,
          workPuts: 0,
          tilePuts: 0,
          seconds: secondsOf('coords', ms.coords, items.coords * READS.coords),
        },
      }),
      step('check'),
      step('solve', { rows: shots }),
      stage('tile', blocks, {
        gets: items.tile * shotsOfBlock * READS.tile,
        workPuts: items.tile * BLOCK_FILES,
        tilePuts: items.tile * tilesOfBlock,
        seconds: secondsOf('tile', ms.tile, items.tile * tilesOfBlock),
      }),
      step('check'),
      step('top', { ms: topTiles * ms.top }),
      step('verify'),
      step('publish', { rows: shots }),
      stage('cleanup', shots, {
        gets: 0,
        workPuts: 0,
        tilePuts: 0,
        seconds: secondsOf('cleanup', ms.cleanup, items.cleanup),
      }),
      step('check'),
    ],
  };
}
