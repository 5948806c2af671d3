import { BATCH_ITEMS, BLOCK_TILES, DOUBTFUL_BELOW, TILE_SIZE } from '../../../../lib/limits.ts';
import type { Box } from '../../placement.ts';
import type { Block, LocatedShot } from '../../workflow.ts';
import { type BoxRows, boxRows } from './box-rows.ts';
import { eachRun, type Placed } from './owners.ts';
import { type Grid, nativeGrid, type Size } from './pyramid.ts';

export type PlannedShot = Pick<
  LocatedShot,
  'id' | 'key' | 'row' | 'col' | 'position' | 'width' | 'height' | 'confidence' | 'reason'
>;
export type BlockPlan = {
  /** Every block of the world's rectangle, also one that no shot touches; neighbours follow each other. */
  blocks: Block[];
  /** Shot id -> number of native tiles that show at least one of its pixels; 0 for a shot that is hidden. */
  requiredByTiles: Map<string, number>;
};

const BLOCK_SIZE = BLOCK_TILES * TILE_SIZE;

/**
 * Cuts the world into blocks and finds who owns pixels where, by the owner rule (owners.ts). Positions are whole map
 * px; a shot may reach over the edge of the world. Boxes are px of a shot. 10,000 shots take about two seconds.
 */
export function planBlocks(world: Size & { shots: PlannedShot[]; boxes?: Box[] }): BlockPlan {
  const tiles = nativeGrid(world);
  const shots = world.shots.toSorted((a, b) => a.row - b.row || a.col - b.col || (a.id < b.id ? -1 : 1));
  const { boxes = [] } = world;
  const covered = boxRows(boxes);
  const placed = shots.map((shot) => {
    const { id, key, width, height } = shot;
    const [x, y] = shot.position;
    return { id, key, x, y, width, height, ...(isDoubtful(shot) && { low: true as const }) };
  });
  const near = shotsByBlock(placed);
  const requiredByTiles = new Map(shots.map((shot) => [shot.id, 0]));
  const blocks = blockOrder({ columns: ceilDiv(tiles.columns), rows: ceilDiv(tiles.rows) }).map(([bx, by]) => {
    const columns = Math.min(BLOCK_TILES, tiles.columns - bx * BLOCK_TILES);
    const rows = Math.min(BLOCK_TILES, tiles.rows - by * BLOCK_TILES);
    const block = { id: `${bx}_${by}`, tile_x: bx * BLOCK_TILES, tile_y: by * BLOCK_TILES, columns, rows };
    const candidates = (near.get(block.id) ?? []).map((index) => placed[index]!);
    const used = tilesUsed(candidates, block, world, covered);
    for (const [index, count] of used) {
      const { id } = candidates[index]!;
      requiredByTiles.set(id, requiredByTiles.get(id)! + count);
    }
    return { ...block, shots: candidates.filter((_, index) => used.has(index)), ...(boxes.length > 0 && { boxes }) };
  });
  return { blocks, requiredByTiles };
}

/** Rather wrong than right. What somebody says is never doubted. */
const isDoubtful = ({ confidence, reason }: PlannedShot) =>
  confidence < DOUBTFUL_BELOW && reason !== 'given' && reason !== 'by_hand';

const ceilDiv = (tiles: number) => Math.ceil(tiles / BLOCK_TILES);

/** Side of the square that the blocks of a batch make. */
const SQUARE = Math.floor(Math.sqrt(BATCH_ITEMS.tile));

/**
 * Square after square of neighbours, because a batch decodes a shot once for all its blocks. At the right and lower edge
 * of the world the squares are cut off, and a batch takes from two of them.
 */
function blockOrder({ columns, rows }: Grid): [number, number][] {
  const order: [number, number][] = [];
  for (let y = 0; y < rows; y += SQUARE) {
    for (let x = 0; x < columns; x += SQUARE) {
      for (let by = y; by < Math.min(y + SQUARE, rows); by++) {
        for (let bx = x; bx < Math.min(x + SQUARE, columns); bx++) order.push([bx, by]);
      }
    }
  }
  return order;
}

/** Block id -> indexes of the shots whose rectangle touches it, in the order of the list. */
function shotsByBlock(placed: Placed[]): Map<string, number[]> {
  const near = new Map<string, number[]>();
  for (const [index, { x, y, width, height }] of placed.entries()) {
    for (let by = Math.floor(y / BLOCK_SIZE); by * BLOCK_SIZE < y + height; by++) {
      for (let bx = Math.floor(x / BLOCK_SIZE); bx * BLOCK_SIZE < x + width; bx++) {
        const id = `${bx}_${by}`;
        const list = near.get(id);
        if (list) list.push(index);
        else near.set(id, [index]);
      }
    }
  }
  return near;
}

/** Index of a shot -> in how many tiles of the block it owns a pixel; shots that own none are absent. */
function tilesUsed(
  candidates: Placed[],
  block: Omit<Block, 'id' | 'shots'>,
  world: Size,
  boxes: BoxRows,
): Map<number, number> {
  const left = block.tile_x * TILE_SIZE;
  const right = Math.min(world.width, left + block.columns * TILE_SIZE);
  const top = block.tile_y * TILE_SIZE;
  const bottom = Math.min(world.height, top + block.rows * TILE_SIZE);
  const seen = candidates.map(() => new Uint8Array(block.columns * block.rows));
  for (let y = top; y < bottom; y++) {
    const row = Math.floor((y - top) / TILE_SIZE) * block.columns;
    const visit = (owner: number, from: number, to: number) => {
      const last = Math.floor((to - 1 - left) / TILE_SIZE);
      const tiles = seen[owner]!;
      for (let column = Math.floor((from - left) / TILE_SIZE); column <= last; column++) tiles[row + column] = 1;
    };
    eachRun(candidates, y, left, right, visit, boxes);
  }
  const counts = seen.map((tiles, index): [number, number] => [index, tiles.reduce((sum, one) => sum + one, 0)]);
  return new Map(counts.filter(([, count]) => count > 0));
}
