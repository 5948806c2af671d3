/**
 * What a job will consist of, worked out on the grid that is planned: batches, blocks, tiles of all levels, and how often a shot is
 * read. The same rules as the workers' own (neighbours, order of batches, blocks), without a single picture.
 */
import { BATCH_ITEMS } from '../../../../lib/limits.ts';
import { inBatches } from '../../../kernel/pool.ts';
import type { Neighbour } from '../../placement.ts';
import type { StageName } from '../../schemas.ts';
import type { CoordsItem } from '../../workflow.ts';
import { batchItems } from '../batch-items.ts';
import { batchOrder } from '../neighbours/batch-order.ts';
import { calibrationSample } from '../neighbours/calibration-sample.ts';
import { isBeside } from '../neighbours/comparison-order.ts';
import { withNeighbours } from '../neighbours/neighbours.ts';
import { maxZoom, type Size } from '../tiling/pyramid.ts';
import { cellsOf } from './cells.ts';
import { type Changed, type Changes, changesOf } from './changes.ts';
import { type Layout, sizeOf } from './layout.ts';
import { type TileShape, tileShape } from './tile-shape.ts';

export type JobPlan = { layout: Layout; exact: boolean; changed?: Changed /** It takes the shots. */; game?: boolean };

export type JobShape = TileShape & {
  shots: number;
  /** Pixels of a shot. */
  pixels: number;
  /** Taken by a game, not uploaded. */
  game: boolean;
  /** On top of another build. */
  based: boolean;
  /** Shots that are new, that are captured, and that are compared. */
  changed: number;
  captured: number;
  compared: number;
  world: Size;
  max_zoom: number;
  batches: { capture: number; coords: number; tile: number; cleanup: number };
  /** Reads of shots: by coords, by tile, and of the sample that Calibrate learns from (none: it does not run). */
  reads: { coords: number; tile: number; sample: number };
  /** The build before told what neighbours say of each other. */
  keepsPairs: boolean;
};

/** @param workers of each stage at once */
export function jobShape(
  { layout, exact, changed, game = false }: JobPlan,
  workers: Record<StageName, number>,
): JobShape {
  const count = layout.length;
  const world = sizeOf(layout);
  const changes = changesOf(layout, changed);
  const items = withNeighbours(layout, { exact }).filter(({ neighbours }) => neighbours.length > 0);
  const compared = batchOrder(items.filter((item) => usesOf(item, changes).length > 0));
  // What a game takes is known when it is there.
  const captured = game ? count : changes.count;
  const { reads, batches, ...tiled } = tileShape(world, cellsOf(layout), changes, workers.tile);
  const size = {
    capture: game ? BATCH_ITEMS.captureGame : batchItems('capture', captured, workers.capture),
    coords: batchItems('coords', compared.length, workers.coords),
  };
  const sample = compared.length > 0 && !changes.keepsPairs ? calibrationSample(items).length : 0;
  return {
    ...{ shots: count, pixels: layout[0]!.width * layout[0]!.height, game },
    ...{ based: changes.based, keepsPairs: changes.keepsPairs && !exact },
    ...{ changed: changes.count, captured, compared: compared.length, world, max_zoom: maxZoom(world) },
    batches: {
      capture: Math.ceil(captured / size.capture),
      coords: Math.ceil(compared.length / size.coords),
      tile: batches,
      cleanup: Math.ceil(count / BATCH_ITEMS.cleanup),
    },
    reads: { coords: readsOf(inBatches(compared, size.coords), changes), tile: reads, sample },
    ...tiled,
  };
}

/**
 * Whom a shot is compared with: those beside it; across corners where it lies at an edge, or (rarely, not foreseen) is not sure of both
 * its sides. What the build before said of two that are the same is known.
 */
function usesOf({ id, neighbours }: CoordsItem, { isNew, keepsPairs }: Changes): Neighbour[] {
  const beside = neighbours.filter(isBeside);
  const asked = beside.length === 2 ? beside : neighbours;
  return keepsPairs ? asked.filter((neighbour) => isNew(id) || isNew(neighbour.id)) : asked;
}

/** Each batch reads a shot once. */
const readsOf = (batches: CoordsItem[][], changes: Changes): number =>
  batches.reduce((sum, batch) => {
    const read = batch.flatMap((item) => [item.id, ...usesOf(item, changes).map((neighbour) => neighbour.id)]);
    return sum + new Set(read).size;
  }, 0);
