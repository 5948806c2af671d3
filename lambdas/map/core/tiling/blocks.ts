import { BATCH_ITEMS, BLOCK_TILES, TILE_SIZE } from '../../../../lib/limits.ts';
import type { Box, XY } from '../../placement.ts';
import type { Block, LocatedShot, TileOptions } from '../../workflow.ts';
import { cellsWithin } from '../cells.ts';
import { type BoxRows, boxRows } from './box-rows.ts';
import { eachRun, type Placed } from './owners.ts';
import { placedShots } from './placed-shots.ts';
import { type Grid, nativeGrid, type Size } from './pyramid.ts';
import { nativeInputs, type Shown } from './tile-inputs.ts';

export type PlannedShot = Pick<
  LocatedShot,
  'id' | 'key' | 'row' | 'col' | 'position' | 'width' | 'height' | 'confidence' | 'reason'
> & { sha256: string; cells?: string | undefined };
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
 * @param options how the tiles are encoded: that is in their fingerprints
 */
export function planBlocks(world: Size & { shots: PlannedShot[]; boxes?: Box[] }, options: TileOptions): BlockPlan {
  const tiles = nativeGrid(world);
  const { shots } = world;
  const { boxes = [] } = world;
  const covered = boxRows(boxes);
  const placed = placedShots(shots);
  const pictures = new Map(shots.map((shot) => [shot.id, shot]));
  const near = shotsByBlock(placed);
  const requiredByTiles = new Map(shots.map((shot) => [shot.id, 0]));
  const blocks = blockOrder({ columns: ceilDiv(tiles.columns), rows: ceilDiv(tiles.rows) }).map(([bx, by]) => {
    const columns = Math.min(BLOCK_TILES, tiles.columns - bx * BLOCK_TILES);
    const rows = Math.min(BLOCK_TILES, tiles.rows - by * BLOCK_TILES);
    const block = { id: `${bx}_${by}`, tile_x: bx * BLOCK_TILES, tile_y: by * BLOCK_TILES, columns, rows };
    const candidates = (near.get(block.id) ?? []).map((index) => placed[index]!);
    const seen = tilesSeen(candidates, block, world, covered);
    for (const [index, { id }] of candidates.entries()) {
      const count = seen[index]!.reduce((sum, one) => sum + one, 0);
      requiredByTiles.set(id, requiredByTiles.get(id)! + count);
    }
    const inputs = Array.from({ length: columns * rows }, (_, tile) => {
      const owners = candidates.filter((_, index) => seen[index]![tile]);
      const [x, y] = [block.tile_x + (tile % columns), block.tile_y + Math.floor(tile / columns)];
      const shown = owners.map((shot) => shownAt(shot, x * TILE_SIZE, y * TILE_SIZE, pictures.get(shot.id)!));
      const inside: XY = [restOf(world.width, x), restOf(world.height, y)];
      return nativeInputs(shown, options, { boxes, ...(reachesBeyond(shown, inside) && { cut: inside }) });
    });
    const used = candidates.filter((_, index) => seen[index]!.includes(1));
    return { ...block, shots: used, ...(boxes.length > 0 && { boxes }), inputs };
  });
  return { blocks, requiredByTiles };
}

const ceilDiv = (tiles: number) => Math.ceil(tiles / BLOCK_TILES);

/** Side of the square that the blocks of a batch make. */
const SQUARE = Math.floor(Math.sqrt(BATCH_ITEMS.tile));

/**
 * Square after square of neighbours, because a batch decodes a shot once for all its blocks. At the right and lower edge
 * of the world the squares are cut off, and a batch takes from two of them.
 */
export function blockOrder({ columns, rows }: Grid): [number, number][] {
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

/** A shot as a tile shows it, from the tile's corner. */
const shownAt = (
  { x, y, width, height, low }: Block['shots'][number],
  left: number,
  top: number,
  { sha256, cells }: Pick<PlannedShot, 'sha256' | 'cells'>,
): Shown => {
  const at = { x: x - left, y: y - top };
  const part = {
    ...{ left: Math.max(0, -at.x), top: Math.max(0, -at.y) },
    ...{ right: Math.min(width, TILE_SIZE - at.x), bottom: Math.min(height, TILE_SIZE - at.y) },
  };
  const picture = (cells && cellsWithin(cells, { width, height }, part)) || sha256;
  return { picture, ...at, width, height, ...(low && { low }) };
};

/** Px of a tile that lie in the world. */
const restOf = (length: number, tile: number) => Math.min(TILE_SIZE, length - tile * TILE_SIZE);

/** Within the tile: what lies farther right or below is another's. */
const reachesBeyond = (shown: Shown[], [width, height]: XY): boolean =>
  (width < TILE_SIZE && shown.some((shot) => shot.x + shot.width > width)) ||
  (height < TILE_SIZE && shown.some((shot) => shot.y + shot.height > height));

/** For each shot the block's tiles, row by row: 1 where it owns a pixel. */
function tilesSeen(
  candidates: Placed[],
  block: Pick<Block, 'tile_x' | 'tile_y' | 'columns' | 'rows'>,
  world: Size,
  boxes: BoxRows,
): Uint8Array[] {
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
  return seen;
}
