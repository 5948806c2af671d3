/** Blocks and tiles of a job: what is made, what is copied from the build before, and which shots are read for it. */
import { BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import { inBatches } from '../../../kernel/pool.ts';
import { batchItems } from '../batch-items.ts';
import { blockWork } from '../tiling/block-work.ts';
import { blockOrder } from '../tiling/blocks.ts';
import { SQUARE_SIDE } from '../tiling/paint.ts';
import { blockLevels, gridBelow, maxZoom, nativeGrid, type Size } from '../tiling/pyramid.ts';
import { spreadChanges } from '../tiling/spread-changes.ts';
import type { Cell } from './cells.ts';
import type { Changes } from './changes.ts';
import { levelsOf } from './levels.ts';

export type TileShape = {
  blocks: number;
  /** Blocks that show something: their tops are stored. `mended_tops`: those of them of which a part is painted anew. */
  tops: number;
  mended_tops: number;
  /** Tiles of all levels that show something. `above`: those above the blocks. `copied`: those that the published build has. */
  tiles: { all: number; above: number; copied: number; copied_above: number };
};

/** Four, and the one above them. */
const TILES_OF_SQUARE = 5;
const BLOCK = BLOCK_TILES * TILE_SIZE;
/** A block is painted in squares; where none of its tiles is new, nothing is painted (begin-block.ts). */
const ACROSS = BLOCK / SQUARE_SIDE;

/**
 * `reads`: shots that batches decode.
 * @param workers at once
 */
export function tileShape(
  world: Size,
  cells: Cell[],
  changes: Changes,
  workers: number,
): TileShape & { reads: number; batches: number } {
  const levels = levelsOf(world, cells, changes.isNew);
  const inBlocks = blockLevels(maxZoom(world));
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
  const stored = levels.map((level) => level.stored);
  const copied = levels.map((level) => level.stored - level.made);
  const blocks = blockOrder(gridBelow(nativeGrid(world), Math.log2(BLOCK_TILES))).map(([x, y]) => ({
    x,
    y,
    id: `${x}_${y}`,
  }));
  const shown = new Set(cells.flatMap((cell) => cell.squares(BLOCK)));
  const painted = new Set(cells.filter(({ id }) => changes.isNew(id)).flatMap((cell) => cell.squares(SQUARE_SIDE)));
  const shots = shotsBySquare(cells);
  const squaresOf = ({ x, y }: { x: number; y: number }) =>
    Array.from(
      { length: ACROSS ** 2 },
      (_, i) => `${x * ACROSS + (i % ACROSS)}_${y * ACROSS + Math.floor(i / ACROSS)}`,
    );
  const paintedOf = (block: { x: number; y: number }) => squaresOf(block).filter((square) => painted.has(square));
  const size = batchItems('tile', blocks.length, workers);
  // As Solve orders them on top of another build.
  const workOf = (block: { x: number; y: number }) => {
    const [mine, paintedHere] = [squaresOf(block).filter((square) => shots.has(square)), paintedOf(block)];
    const decoded = new Set(paintedHere.flatMap((square) => shots.get(square) ?? [])).size;
    const made = paintedHere.length > 0 ? TILES_OF_SQUARE * paintedHere.length + 1 : 0;
    return blockWork({ decoded, made, copied: TILES_OF_SQUARE * (mine.length - paintedHere.length) });
  };
  const batches = inBatches(changes.based ? spreadChanges(blocks, workOf, size) : blocks, size);
  const reads = batches.map(
    (batch) => new Set(batch.flatMap(paintedOf).flatMap((square) => shots.get(square) ?? [])).size,
  );
  const spared = (block: { x: number; y: number }) =>
    squaresOf(block).some((square) => shots.has(square) && !painted.has(square));
  return {
    blocks: blocks.length,
    batches: batches.length,
    tops: shown.size,
    mended_tops: blocks.filter((block) => paintedOf(block).length > 0 && spared(block)).length,
    reads: sum(reads),
    tiles: {
      all: sum(stored),
      above: sum(stored.slice(inBlocks + 1)),
      copied: sum(copied),
      copied_above: sum(copied.slice(inBlocks + 1)),
    },
  };
}

function shotsBySquare(cells: Cell[]): Map<string, string[]> {
  const shots = new Map<string, string[]>();
  for (const cell of cells) {
    for (const square of cell.squares(SQUARE_SIDE)) {
      const known = shots.get(square);
      if (known) known.push(cell.id);
      else shots.set(square, [cell.id]);
    }
  }
  return shots;
}
