/** Calibrate, Coords and Solve as the platform's functions run them, on a set of shots in one process. */
import { freshKernel } from '../../lambdas/map/adapters/kernel/built-kernel.fixture.ts';
import { loadOpenCv } from '../../lambdas/map/adapters/opencv/load-opencv.ts';
import { kernelDecoding } from '../../lambdas/map/adapters/png/kernel-decoding.ts';
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { type CoordsTools, coordsBatch } from '../../lambdas/map/core/coords-batch.ts';
import { batchOrder } from '../../lambdas/map/core/neighbours/batch-order.ts';
import { calibrationSample } from '../../lambdas/map/core/neighbours/calibration-sample.ts';
import { withNeighbours } from '../../lambdas/map/core/neighbours/neighbours.ts';
import { placeShots } from '../../lambdas/map/core/placing/place-shots.ts';
import { calibrate } from '../../lambdas/map/core/registration/calibrate.ts';
import { calibrationKey } from '../../lambdas/map/keys.ts';
import type { Calibration, Pair, Placement } from '../../lambdas/map/placement.ts';
import type { CoordsItem } from '../../lambdas/map/workflow.ts';
import { BATCH_ITEMS } from '../../lib/limits.ts';
import type { KnownSet } from './dataset.ts';

export type Estimate = { calibration: Calibration; pairs: Pair[]; placement: Placement };
export type Way = {
  /** Items of a batch. */
  batch?: number;
  /** Items in the order that they are compared in. */
  order?(items: CoordsItem[]): CoordsItem[];
};

let started: ReturnType<typeof freshKernel> | undefined;
/** One a process, as in a function. */
const kernel = () => {
  started ??= freshKernel();
  return started;
};

export async function estimate(set: KnownSet, way: Way = {}): Promise<Estimate> {
  const tools = await toolsFor(set);
  const items = withNeighbours(set.shots, { exact: false });
  const calibration = await calibrate(calibrationSample(items), {}, tools);
  const pairs = await comparePairs(items, calibration, tools, way);
  return { calibration, pairs, placement: placeShots(set.shots, pairs, { whole: calibration.whole }) };
}

export async function toolsFor(set: KnownSet, pictures?: CoordsTools['pictures']): Promise<CoordsTools> {
  const held = await kernel();
  const decoding = pictures ?? kernelDecoding(held, sharpPictures);
  return { work: { get: set.bytes }, pictures: decoding, kernel: held, openCv: loadOpenCv };
}

const JOB = { job_id: 'bench', map_id: 'bench', build: 'bench', attempt: 1, stage: 'coords' as const };

export async function comparePairs(
  items: CoordsItem[],
  calibration: Calibration,
  tools: CoordsTools,
  { batch = BATCH_ITEMS.coords, order = batchOrder }: Way = {},
): Promise<Pair[]> {
  const stored = () => new TextEncoder().encode(JSON.stringify(calibration));
  const get = async (key: string) => (key === calibrationKey(JOB.build) ? stored() : tools.work.get(key));
  const waiting = order(items.filter(({ neighbours }) => neighbours.length > 0));
  const pairs: Pair[] = [];
  for (let from = 0; from < waiting.length; from += batch) {
    const some = { ...JOB, items: waiting.slice(from, from + batch) };
    const { outcomes } = await coordsBatch(some, { ...tools, work: { get } });
    for (const outcome of outcomes) {
      if (!outcome.ok) throw new Error(`${outcome.item}: ${outcome.message}`);
      pairs.push(...outcome.pairs);
    }
  }
  return pairs;
}
