/**
 * What a job will consist of, worked out on the grid that is planned: batches, blocks, tiles of all levels, and how often a shot is
 * read. The same rules as the workers' own (neighbours, order of batches, blocks), without a single picture.
 */
import { BATCH_ITEMS, BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import { inBatches } from '../../../kernel/pool.ts';
import type { CoordsItem, SizedShot } from '../../workflow.ts';
import { batchOrder } from '../neighbours/batch-order.ts';
import { calibrationSample } from '../neighbours/calibration-sample.ts';
import { withNeighbours } from '../neighbours/neighbours.ts';
import { blockOrder } from '../tiling/blocks.ts';
import { blockLevels, gridBelow, maxZoom, nativeGrid, type Size } from '../tiling/pyramid.ts';
import { type Cell, cellsOf } from './cells.ts';
import { levelsOf } from './levels.ts';

export type JobPlan = {
  shots: number;
  /** Of the grid; left out: as square as it can be. */
  columns?: number | undefined;
  width: number;
  height: number;
  step: readonly [number, number];
  exact: boolean;
  /** Shots that are other ones than in the published build; left out: there is none, or everything is made anew. */
  changed?: number | undefined;
};

export type JobShape = {
  shots: number;
  world: Size;
  max_zoom: number;
  /** Shots that are captured, and that are compared. */
  captured: number;
  compared: number;
  batches: { capture: number; coords: number; tile: number; cleanup: number };
  /** Reads of shots: by coords, by tile, and of the sample that Calibrate learns from. */
  reads: { coords: number; tile: number; sample: number };
  blocks: number;
  /** Blocks that show something: their tops are stored. */
  tops: number;
  /** Tiles of all levels that show something. `above`: those above the blocks. `copied`: those that the published build has. */
  tiles: { all: number; above: number; copied: number; copied_above: number };
};

export function jobShape({ shots: count, width, height, step, exact, changed, ...plan }: JobPlan): JobShape {
  const columns = Math.min(plan.columns ?? Math.ceil(Math.sqrt(count)), count);
  const shots = Array.from({ length: count }, (_, index): SizedShot => {
    const [row, col] = [Math.floor(index / columns), index % columns];
    const id = String(index);
    return { id, key: id, name: id, row, col, nominal: [col * step[0], row * step[1]], width, height };
  });
  const rows = Math.ceil(count / columns);
  const world = { width: (columns - 1) * step[0] + width, height: (rows - 1) * step[1] + height };
  const isNew = changedOf(count, changed);
  const items = withNeighbours(shots, { exact }).filter(({ neighbours }) => neighbours.length > 0);
  const compared = batchOrder(
    items.filter(({ id, neighbours }) => isNew(id) || neighbours.some((neighbour) => isNew(neighbour.id))),
  );
  const captured = changed === undefined ? count : shots.filter(({ id }) => isNew(id)).length;
  const sample = compared.length > 0 && changed === undefined ? calibrationSample(items).length : 0;
  const cells = cellsOf(shots, world, step);
  const tiled = tilesOf(world, cells, isNew);
  return {
    ...{ shots: count, world, max_zoom: maxZoom(world), captured, compared: compared.length },
    batches: {
      capture: Math.ceil(captured / BATCH_ITEMS.capture),
      coords: Math.ceil(compared.length / BATCH_ITEMS.coords),
      tile: Math.ceil(tiled.blocks / BATCH_ITEMS.tile),
      cleanup: Math.ceil(count / BATCH_ITEMS.cleanup),
    },
    reads: { coords: readsOf(compared), tile: tiled.reads, sample },
    ...{ blocks: tiled.blocks, tops: tiled.tops, tiles: tiled.tiles },
  };
}

/** Changed shots lie anywhere: spread evenly, which touches the most tiles. */
function changedOf(count: number, changed: number | undefined): (id: string) => boolean {
  if (changed === undefined) return () => true;
  const ids = new Set(Array.from({ length: changed }, (_, i) => String(Math.floor(((i + 0.5) * count) / changed))));
  return (id) => ids.has(id);
}

/** Each batch reads a shot once; across corners where one lies at an edge, or (rarely, not foreseen) is not sure of both its sides. */
function readsOf(items: CoordsItem[]): number {
  return inBatches(items, BATCH_ITEMS.coords).reduce((sum, batch) => {
    const read = batch.flatMap(({ id, neighbours }) => {
      const beside = neighbours.filter(({ side }) => side === 'right' || side === 'below');
      return [id, ...(beside.length === 2 ? beside : neighbours).map((neighbour) => neighbour.id)];
    });
    return sum + new Set(read).size;
  }, 0);
}

function tilesOf(world: Size, cells: Cell[], isNew: (id: string) => boolean) {
  const grid = nativeGrid(world);
  const blocks = blockOrder(gridBelow(grid, Math.log2(BLOCK_TILES)));
  const levels = levelsOf(world, cells, isNew);
  const inBlocks = blockLevels(maxZoom(world));
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
  const stored = levels.map((level) => level.stored);
  const copied = levels.map((level) => level.stored - level.made);
  const side = BLOCK_TILES * TILE_SIZE;
  const shown = Map.groupBy(
    cells.flatMap((cell) => cell.blocks(side).map((block) => ({ block, id: cell.id }))),
    ({ block }) => block,
  );
  // A block of which no tile is new decodes nothing.
  const worked = new Set(cells.filter(({ id }) => isNew(id)).flatMap((cell) => cell.blocks(side)));
  const reads = inBatches(blocks, BATCH_ITEMS.tile).map((batch) => {
    const decoding = batch.map(([x, y]) => `${x}_${y}`).filter((block) => worked.has(block));
    return new Set(decoding.flatMap((block) => (shown.get(block) ?? []).map(({ id }) => id))).size;
  });
  return {
    blocks: blocks.length,
    tops: shown.size,
    reads: sum(reads),
    tiles: {
      all: sum(stored),
      above: sum(stored.slice(inBlocks + 1)),
      copied: sum(copied),
      copied_above: sum(copied.slice(inBlocks + 1)),
    },
  };
}
