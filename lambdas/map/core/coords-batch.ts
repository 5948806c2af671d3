import { calibrationKey } from '../keys.ts';
import type { Calibration, Pair } from '../placement.ts';
import type { Batch, BatchResult, CoordsDone, CoordsItem } from '../workflow.ts';
import { runBatch } from './batch.ts';
import { readJson } from './files.ts';
import { inOrder, isBeside, nextNeighbour } from './neighbours/comparison-order.ts';
import { estimatePair } from './registration/estimate-pair.ts';
import { type FarPairs, farPairs } from './registration/far-pairs.ts';
import { type OpenShots, openShots, type Use } from './registration/open-shots.ts';
import { makeMask } from './registration/prepare-shot.ts';
import type { CoordsTools } from './registration/read-shot.ts';
import { minus } from './registration/windows.ts';

export type { CoordsTools } from './registration/read-shot.ts';

/**
 * Compares every shot with the neighbours on its right and below, and across the corners where those were not sure. What a pair
 * says depends on its two pictures, their plan and the calibration alone: any batch in any order says the same, and so did the base
 * where it was asked the same.
 */
export async function coordsBatch(batch: Batch<CoordsItem>, tools: CoordsTools): Promise<BatchResult<CoordsDone>> {
  const { items } = batch;
  const [first] = items;
  if (!first || items.every(({ neighbours }) => neighbours.length === 0)) {
    return runBatch(batch, async () => ({ done: { pairs: [] } }));
  }
  const calibration = await readJson<Calibration>(tools.work, calibrationKey(batch.build));
  const mask = makeMask(tools.kernel, first.width, first.height, calibration);
  const shots = openShots(tools, mask, items.flatMap(usesOf), first);
  const far = farPairs(tools, mask, calibration);
  try {
    return await runBatch(batch, async (item) => {
      try {
        return { done: { pairs: await comparedWith(item, shots, far, tools, calibration) } };
      } finally {
        for (const { shot } of usesOf(item)) shots.done(shot);
      }
    });
  } finally {
    shots.close();
    tools.kernel.free(mask.plane);
  }
}

/** In the order in which they are needed; what is known already needs no picture. */
function usesOf(item: CoordsItem): Use[] {
  const known = new Set(item.known?.map(({ b }) => b));
  const others = inOrder(item).filter(({ id }) => !known.has(id));
  if (others.length === 0) return [];
  const isSure = others.some(isBeside);
  return [{ shot: item, isSure }, ...others.map((neighbour) => ({ shot: neighbour, isSure: isBeside(neighbour) }))];
}

async function comparedWith(
  item: CoordsItem,
  shots: OpenShots,
  far: FarPairs,
  { kernel }: CoordsTools,
  calibration: Calibration,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const known = new Map(item.known?.map((pair) => [pair.b, pair]));
  for (let neighbour = nextNeighbour(item, pairs); neighbour; neighbour = nextNeighbour(item, pairs)) {
    const before = known.get(neighbour.id);
    if (before) {
      pairs.push(before);
      continue;
    }
    const a = await shots.strip(item);
    const b = await shots.strip(neighbour);
    const near = estimatePair(kernel, a, b, minus(neighbour.nominal, item.nominal), calibration);
    const isLost = near.reason === 'different' && isBeside(neighbour);
    const found = (isLost && (await far.find(a, b))) || near;
    pairs.push({ a: item.id, b: neighbour.id, side: neighbour.side, ...found });
  }
  return pairs;
}
